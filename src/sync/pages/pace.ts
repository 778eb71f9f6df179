import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { StreamProgress } from '../sync-state.ts';

/** How fast a repository is read, and how long it takes if that goes on. Absent: nobody can tell yet. */
export type Pace = { readonly perMinute: number | undefined; readonly leftMs: number | undefined };

const minuteMs = 60_000;
/** What the first seconds show says nothing about the minutes after them. */
export const leastActiveMs = 10_000;

/** These begin when the others are done: the time of both counts. */
const followers: ReadonlySet<string> = new Set(['pipelines', 'deployments']);

/**
 * From what is stored alone: entities read, and the time in which they were, without what was waited for. So the
 * figures change when a page has been read, and not with the clock of whoever looks.
 */
export function paceOf(streams: readonly StreamProgress[]): Pace {
  const parts = streams.filter(({ stream, state }) => stream !== 'files' && state !== 'skipped');
  const longest = (late: boolean) =>
    Math.max(0, ...parts.filter(({ stream }) => followers.has(stream) === late).map((one) => one.activeMs));
  const activeMs = longest(false) + longest(true);
  const read = parts.reduce((sum, one) => sum + one.read, 0);
  if (activeMs < leastActiveMs || read === 0) return { perMinute: undefined, leftMs: undefined };
  const left = parts.map(leftOf);
  const isKnown = left.every((one) => one !== undefined);
  const sum = left.reduce<number>((all, one) => all + (one ?? 0), 0);
  return {
    perMinute: (read / activeMs) * minuteMs,
    leftMs: isKnown && sum > 0 ? (sum / read) * activeMs : undefined,
  };
}

function leftOf({ state, read, total, expected }: StreamProgress): number | undefined {
  if (state === 'finished') return 0;
  const all = total ?? expected;
  return all === undefined ? undefined : all - read;
}

/** "About 1,200 entries a minute, done in about 5 minutes": rounded, so that it does not flicker. */
export function paceWords({ perMinute, leftMs }: Pace): Text | undefined {
  if (perMinute === undefined) return undefined;
  const rate = roundedRate(perMinute);
  return leftMs === undefined
    ? say('sync.pace', { rate })
    : say('sync.paceAndEnd', { rate, left: leftWords(leftMs) });
}

/** Two digits that count. */
export function roundedRate(rate: number): number {
  return rate < 1 ? 1 : Number(rate.toPrecision(2));
}

/** The longer it takes, the coarser it is said; always rounded up. */
function leftWords(leftMs: number): Text {
  const minutes = Math.ceil(leftMs / minuteMs);
  if (minutes <= 10) return say('sync.left.minutes', { count: Math.max(1, minutes) });
  if (minutes <= 60) return say('sync.left.minutes', { count: Math.ceil(minutes / 5) * 5 });
  if (minutes <= 24 * 60) return say('sync.left.hours', { count: Math.ceil(minutes / 60) });
  return say('sync.left.days', { count: Math.ceil(minutes / (24 * 60)) });
}
