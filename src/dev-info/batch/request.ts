import type { BulkDetails, BulkOutcome, JiraCall } from '../../jira/bulk.client.ts';
import { sendDevInfo } from '../../jira/devinfo.client.ts';
import { listOfKind, type DevInfoKind, type DevInfoRequest } from '../../jira/devinfo-payload.ts';
import { sendProvided } from '../../jira/provider/provider.client.ts';
import type { Lane } from '../entity.ts';
import { withSequence } from '../to-jira/entity.ts';
import type { Item } from './prepare.ts';

/** Of one group and one API. */
type Items = readonly [Item, ...Item[]];

/** @param details `now`: epoch ms, the sequence id of the repositories' own fields. Errors as of `postBulk`. */
export async function sendRequest(
  call: JiraCall,
  items: Items,
  details: { readonly lane: Lane; readonly product: string; readonly now: number },
): Promise<BulkOutcome> {
  const { api } = items[0];
  if (api === 'devinfo') return sendDevInfo(call, devInfoRequest(items, details));
  return sendProvided(call, api, {
    entities: items.map(({ payload, row }) => withSequence(payload, row.sequence)),
    ...detailsOf(items, details.product),
  });
}

/** One bulk request. BACKFILL has looser limits in Jira and its own, slower way. */
function devInfoRequest(
  items: Items,
  { lane, product, now }: { lane: Lane; product: string; now: number },
): DevInfoRequest {
  const repositories = new Map<string, Record<string, unknown>>();
  for (const item of items) {
    const list = listOfKind[devInfoKind(item)];
    const repository = repositories.get(item.repositoryId) ?? { ...item.repository, updateSequenceId: now };
    repositories.set(item.repositoryId, repository);
    const entity = withSequence(item.payload, item.row.sequence);
    const entities = repository[list];
    if (Array.isArray(entities)) entities.push(entity);
    else repository[list] = [entity];
  }
  return {
    repositories: [...repositories.values()],
    operationType: lane === 'import' ? 'BACKFILL' : 'NORMAL',
    preventTransitions: items[0].preventTransitions,
    ...detailsOf(items, product),
  };
}

function devInfoKind({ kind }: Item): DevInfoKind {
  if (kind === 'commit' || kind === 'branch' || kind === 'pull_request') return kind;
  throw new Error(`${kind} is no development information`);
}

/**
 * `properties` are said once for a request while many repositories share it: the account is always named (a request
 * never mixes accounts), the repository where there is one only. Neither is needed to remove a repository; the
 * account's serves `bulkByProperties`.
 */
function detailsOf(items: Items, product: string): BulkDetails {
  const [{ accountId, repositoryId }] = items;
  const isOne = items.every((item) => item.repositoryId === repositoryId);
  return {
    properties: { accountId, ...(isOne ? { repositoryId } : {}) },
    providerMetadata: { product },
  };
}
