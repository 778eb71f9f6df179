export const weekMs = 7 * 86_400_000;

/** The Mondays on which the last `count` weeks begin (UTC, epoch ms), the last the current week's. */
export function mondays(now: number, count: number): number[] {
  // 1970-01-05 was a Monday.
  const monday = now - ((now - 4 * 86_400_000) % weekMs);
  return Array.from({ length: count }, (_, index) => monday - (count - 1 - index) * weekMs);
}
