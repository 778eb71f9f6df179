/** The part of each window that imports leave to live work. */
const liveReserve = 0.15;

/** How often what has used up its share looks whether the window has room: this many times a window. */
const looksAWindow = 12;

/** A window of a limit: windows start at multiples of their length. Times are epoch ms. */
export type OpenWindow = { readonly start: number; readonly end: number };

export function windowAt(now: number, windowMs: number): OpenWindow {
  const start = now - (now % windowMs);
  return { start, end: start + windowMs };
}

/** What a lane may take of a window: live work all of it, imports what is not kept for live work, at least 1. */
export function limitOf(lane: 'live' | 'import', limit: number): number {
  return lane === 'live' ? limit : Math.max(1, Math.floor(limit * (1 - liveReserve)));
}

/**
 * What may be used up by now if the window were used evenly. One holder may take its equal share at any time, and more
 * while all together stay below this: what the others leave is not wasted, and who comes later still finds room.
 */
export function paceAt(now: number, windowMs: number, usable: number): number {
  const { start } = windowAt(now, windowMs);
  return Math.floor((usable * (now - start)) / windowMs);
}

/** When to look again for a holder that is beyond its share, with `used` taken by all: never after the window's end. */
export function whenPaced(
  { used, usable }: { used: number; usable: number },
  now: number,
  windowMs: number,
): number {
  const { start, end } = windowAt(now, windowMs);
  const paced = start + Math.ceil((windowMs * used) / usable);
  return Math.min(end, Math.max(paced, now + windowMs / looksAWindow));
}
