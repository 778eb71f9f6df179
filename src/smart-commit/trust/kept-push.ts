import type { Context } from '../../context.ts';
import type { FoundPush } from './find-push.ts';

export type PushKey = { readonly tenantId: string; readonly repositoryId: string; readonly sha: string };

type Kept = { readonly until: number; readonly found: Promise<FoundPush> };

const keptMs = 60_000;
const memory = new WeakMap<Context, Map<string, Kept>>();

/**
 * Which push brought a commit, remembered for a minute: each issue that a commit names asks on its own, and those that ask
 * at the same time share one look. What GitLab does not show yet, and an error, is asked anew.
 */
export async function keptPush(
  ctx: Context,
  { tenantId, repositoryId, sha }: PushKey,
  find: () => Promise<FoundPush>,
): Promise<FoundPush> {
  const kept = memory.get(ctx) ?? new Map<string, Kept>();
  memory.set(ctx, kept);
  const now = ctx.clock.now();
  // In the order in which they were put there.
  for (const [key, { until }] of kept) {
    if (until > now) break;
    kept.delete(key);
  }
  const key = `${tenantId} ${repositoryId} ${sha}`;
  const known = kept.get(key);
  if (known !== undefined) return known.found;
  const one: Kept = { until: now + keptMs, found: find() };
  kept.set(key, one);
  const forget = () => kept.get(key) === one && kept.delete(key);
  try {
    const found = await one.found;
    if (found.by === 'nothing') forget();
    return found;
  } catch (error) {
    forget();
    throw error;
  }
}
