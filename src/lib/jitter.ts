/** A quarter earlier or later, so that what failed together does not return together. */
export function jittered(ms: number): number {
  return Math.round(ms * (0.75 + Math.random() / 2));
}

const longestSpreadMs = 1_000;

/**
 * A time not before `at`, by a twentieth of the wait and a second at most: those that wait for the same moment do not
 * all come in the same instant. Epoch ms.
 */
export function soonAfter(at: number, now: number): number {
  const spread = Math.min(longestSpreadMs, Math.max(0, at - now) / 20);
  return Math.round(at + Math.random() * spread);
}
