import type { Context } from '../context.ts';
import type { FoundUser } from './found-user.ts';

type Kept = { readonly answer: Promise<FoundUser>; until: number };

const mostKept = 5000;
const minute = 60_000;
/** Whom Jira did not know may show their address now, or be active again. */
const keptMs = { found: 10 * minute, notFound: minute };

const memory = new WeakMap<Context, Map<string, Kept>>();

/**
 * What Jira said of authors, in the memory of one process: a push has many commits of few people. Those who ask at once
 * share one question; an error is not kept.
 */
export function keepAnswer(
  ctx: Context,
  { tenantId, key }: { tenantId: string; key: string },
  find: () => Promise<FoundUser>,
): Promise<FoundUser> {
  const answers = memory.get(ctx) ?? new Map<string, Kept>();
  memory.set(ctx, answers);
  const name = `${tenantId} ${key}`;
  const now = ctx.clock.now();
  const known = answers.get(name);
  if (known !== undefined && known.until > now) return known.answer;
  const kept: Kept = {
    until: Number.POSITIVE_INFINITY,
    answer: find().then((answer) => {
      kept.until = now + (answer.found ? keptMs.found : keptMs.notFound);
      return answer;
    }),
  };
  answers.delete(name);
  answers.set(name, kept);
  kept.answer.catch(() => {
    if (answers.get(name) === kept) answers.delete(name);
  });
  for (const oldest of answers.keys()) {
    if (answers.size <= mostKept) break;
    answers.delete(oldest);
  }
  return kept.answer;
}
