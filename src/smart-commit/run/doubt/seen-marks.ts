import type { Context } from '../../../context.ts';
import type { SeenProperties } from '../../../jira/issue/comments.client.ts';

const most = 10_000;
const memory = new WeakMap<Context, Map<string, Parameters<SeenProperties['set']>[1]>>();

/**
 * Marks of comments of a site that were asked for one by one. Where Jira fails now and then, a look at many comments would
 * hardly ever come to its end if each began anew.
 */
export function seenMarks(ctx: Context, tenantId: string): SeenProperties {
  const all = memory.get(ctx) ?? new Map<string, Parameters<SeenProperties['set']>[1]>();
  memory.set(ctx, all);
  if (all.size > most) all.clear();
  const nameOf = (id: string) => `${tenantId} ${id}`;
  return {
    get: (id) => all.get(nameOf(id)),
    set: (id, properties) => all.set(nameOf(id), properties),
  };
}
