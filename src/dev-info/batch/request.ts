import { listOfKind, type DevInfoRequest } from '../../jira/devinfo-payload.ts';
import type { Lane } from '../entity.ts';
import { withSequence } from '../to-jira/entity.ts';
import type { Item } from './prepare.ts';

/**
 * One bulk request. BACKFILL has looser limits in Jira and its own, slower way; nothing of an import may move an issue.
 *
 * `preventTransitions` also keeps Jira from running Smart Commits, which it would do beside us: so live commits and
 * branches (which carry a commit) are sent with it, each command being ours, and live pull requests without it, in a
 * request of their own, since it would switch off the workflow triggers and automation rules of the site.
 *
 * `properties` are said once for a request while many repositories share it: the account is always named (a request
 * never mixes accounts), the repository where there is one only. Neither is needed to remove a repository, which has
 * a call of its own; the account's serves `bulkByProperties`.
 *
 * @param items of one group, at least one
 * @param now epoch ms, the sequence id of the repositories' own fields
 */
export function bulkRequest(
  items: readonly [Item, ...Item[]],
  { lane, product, now }: { lane: Lane; product: string; now: number },
): DevInfoRequest {
  const repositories = new Map<string, Record<string, unknown>>();
  for (const item of items) {
    const list = listOfKind[item.kind];
    const repository = repositories.get(item.repositoryId) ?? { ...item.repository, updateSequenceId: now };
    repositories.set(item.repositoryId, repository);
    const entity = withSequence(item.payload, item.row.sequence);
    const entities = repository[list];
    if (Array.isArray(entities)) entities.push(entity);
    else repository[list] = [entity];
  }
  const [{ accountId, repositoryId, preventTransitions }] = items;
  return {
    repositories: [...repositories.values()],
    operationType: lane === 'import' ? 'BACKFILL' : 'NORMAL',
    preventTransitions,
    properties: { accountId, ...(repositories.size === 1 ? { repositoryId } : {}) },
    providerMetadata: { product },
  };
}
