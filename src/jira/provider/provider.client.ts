import {
  postBulk,
  remove,
  wordsOf,
  type BulkDetails,
  type BulkOutcome,
  type JiraCall,
} from '../bulk.client.ts';
import { rejectedIn } from './provider.schema.ts';

/** The APIs that take entities without repositories around them. Each needs a module of its own in the descriptor. */
export type ProviderApi = 'builds' | 'deployments' | 'feature_flags';

/**
 * What names one entity in its API: pipeline and number of a build; pipeline, environment and number of a deployment;
 * id of a flag. Parts are in the order of the address and hold no slash.
 */
export type ProviderKey = readonly [string | number, ...(string | number)[]];

const shapes = {
  builds: {
    base: '/rest/builds/0.1',
    list: 'builds',
    path: ['pipelines', 'builds'],
    limit: '_updateSequenceNumber',
  },
  deployments: {
    base: '/rest/deployments/0.1',
    list: 'deployments',
    path: ['pipelines', 'environments', 'deployments'],
    limit: '_updateSequenceNumber',
  },
  feature_flags: {
    base: '/rest/featureflags/0.1',
    list: 'flags',
    path: ['flag'],
    limit: '_updateSequenceId',
  },
} as const;

/** The key as one text: how answers are compared with what was sent, and how a removal is kept. */
export function keyText(key: readonly (string | number)[]): string {
  return key.join('/');
}

/** Stores builds, deployments or flags; failures by `keyText`. Errors as of `postBulk`. */
export async function sendProvided(
  call: JiraCall,
  api: ProviderApi,
  { entities, ...details }: BulkDetails & { entities: readonly object[] },
): Promise<BulkOutcome> {
  const { base, list } = shapes[api];
  return postBulk(call, { path: `${base}/bulk`, body: { [list]: entities, ...details } }, (answer) => {
    const body = rejectedIn[api].safeParse(answer);
    if (!body.success) return undefined;
    return new Map(body.data.map(({ key, errors }) => [keyText(key), wordsOf(errors)]));
  });
}

/**
 * Removes the entity with this `keyText` if it was stored with at most this number. Errors as of `remove`.
 */
export async function deleteProvided(
  call: JiraCall,
  api: ProviderApi,
  { key, upTo }: { key: string; upTo: number },
): Promise<void> {
  const { base, path, limit } = shapes[api];
  const parts = key.split('/').map((part, nth) => `/${path[nth] ?? ''}/${encodeURIComponent(part)}`);
  await remove(call, base + parts.join(''), { [limit]: String(upTo) });
}

/** Removes everything that was sent with all of these properties and at most this number. Errors as of `remove`. */
export async function deleteProvidedByProperties(
  call: JiraCall,
  api: ProviderApi,
  { properties, upTo }: { properties: Readonly<Record<string, string>>; upTo: number },
): Promise<void> {
  const { base, limit } = shapes[api];
  await remove(call, `${base}/bulkByProperties`, { ...properties, [limit]: String(upTo) });
}
