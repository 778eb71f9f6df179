const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const oneDigit = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** 200000000 -> "2.3 days"; less than two days in hours, with one digit behind the point. @param ms at least 0 */
export function spanWords(ms: number): string {
  if (ms < hourMs) return 'under 1 hour';
  if (ms < 2 * dayMs) return countOf(ms / hourMs, 'hour');
  return countOf(ms / dayMs, 'day');
}

/** 200000000 -> "2 days": whole hours or days that have passed. */
export function passedWords(ms: number): string {
  return spanWords(ms < 2 * dayMs ? Math.floor(ms / hourMs) * hourMs : Math.floor(ms / dayMs) * dayMs);
}

function countOf(count: number, one: string): string {
  const words = oneDigit.format(count);
  return `${words} ${words === '1' ? one : `${one}s`}`;
}
