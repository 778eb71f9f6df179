import type { Context } from '../../context.ts';
import { asAppError } from '../../lib/errors.ts';

/** @param ms how long, in milliseconds */
export type Wait = (ms: number) => Promise<void>;

const shortestWaitMs = 1_000;

/** The same client, which waits where a limit has been reached instead of failing; itself where `wait` is left out. */
export function patient<Client extends object>(
  ctx: Pick<Context, 'clock'>,
  client: Client,
  wait: Wait | undefined,
): Client {
  if (wait === undefined) return client;
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const call = (): unknown => Reflect.apply(member, target, args);
        const answer = call();
        return answer instanceof Promise ? untilAllowed(ctx, answer, { call, wait }) : answer;
      };
    },
  });
}

async function untilAllowed(
  ctx: Pick<Context, 'clock'>,
  first: Promise<unknown>,
  { call, wait }: { call: () => unknown; wait: Wait },
): Promise<unknown> {
  for (let answer: unknown = first; ; answer = call()) {
    try {
      return await answer;
    } catch (thrown) {
      const { code, retryAt } = asAppError(thrown);
      if (code !== 'rate_limited') throw thrown;
      await wait(Math.max(shortestWaitMs, (retryAt ?? 0) - ctx.clock.now()));
    }
  }
}
