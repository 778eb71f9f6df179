import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Text } from '../words/text.ts';

/** What a killed holder costs the others at most; the call for a new pair has to end before. */
const leaseMs = 60_000;
const pollMs = 100;
/** A little longer than a lease, so that a waiter outlives a killed holder and renews by itself. */
const longestWaitMs = leaseMs + 15_000;

/** A claim to renew a pair. Times are epoch ms. */
export type Lease = {
  readonly pairId: string;
  readonly by: string;
  readonly now: number;
  readonly until: number;
};

/**
 * A pair of tokens in a row that all processes share. The second token serves once, and dies, with the first, at the
 * instant of use.
 */
export type SharedPair<Pair extends { readonly pairId: string }, Given> = {
  /** As stored now. @throws AppError where there is none that can be used */
  read(): Promise<Pair>;
  /** What the caller gets, where the pair is good for a while yet. */
  give(pair: Pair, now: number): Given | undefined;
  /** Compare-and-set: true for exactly one caller while a lease runs. */
  claim(lease: Lease): Promise<boolean>;
  release(by: string): Promise<void>;
  /**
   * Asks for the next pair, and stores it before anyone uses it; under the lease.
   * @returns undefined where the row has to be read again: a newer pair is there, or this one is marked as refused
   */
  renew(pair: Pair, now: number): Promise<Given | undefined>;
  readonly words: { readonly stopping: Text; readonly renewing: Text };
};

type Caller = {
  readonly clock: Clock;
  readonly stopping: AbortSignal;
  /** How to wait between two looks at the row, ms. Default: real time, cut short when the process stops. */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
};

/**
 * A token that is good for a while. One caller of all processes claims the renewal by a lease in the row, and the others
 * look at the row until it is there. No transaction is open meanwhile.
 *
 * @throws AppError `unavailable` where another process is at it for longer than it may, `cancelled` when the process stops,
 * and those of `read` and `renew`
 */
export async function renewedOnce<Pair extends { readonly pairId: string }, Given>(
  { clock, stopping, wait = (ms) => delay(ms, undefined, { signal: stopping }) }: Caller,
  pair: SharedPair<Pair, Given>,
): Promise<Given> {
  for (let waited = 0; waited <= longestWaitMs; waited += pollMs) {
    const stored = await pair.read();
    const given = pair.give(stored, clock.now()) ?? (await renewUnderLease(clock, pair, stored));
    if (given !== undefined) return given;
    await wait(pollMs).catch(() => {
      throw new AppError('cancelled', pair.words.stopping);
    });
  }
  throw new AppError('unavailable', pair.words.renewing);
}

/** Undefined when the row has to be read again: another holds the lease, or what is stored is another pair by now. */
async function renewUnderLease<Pair extends { readonly pairId: string }, Given>(
  clock: Clock,
  pair: SharedPair<Pair, Given>,
  stored: Pair,
): Promise<Given | undefined> {
  const by = crypto.randomUUID();
  const now = clock.now();
  if (!(await pair.claim({ pairId: stored.pairId, by, now, until: now + leaseMs }))) return undefined;
  try {
    return await pair.renew(stored, now);
  } catch (error) {
    // An answer that was lost may have spent the second token; only the next answer can tell.
    await pair.release(by);
    throw error;
  }
}
