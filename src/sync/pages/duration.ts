const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** 200000 -> "3 min 20 s"; 5400000 -> "1 h 30 min"; less than a second is that. @param ms at least 0 */
export function durationWords(ms: number): string {
  if (ms < secondMs) return 'under 1 s';
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return pair([ms / minuteMs, 'min'], [(ms % minuteMs) / secondMs, 's']);
  return pair([ms / hourMs, 'h'], [(ms % hourMs) / minuteMs, 'min']);
}

function pair(...[large, small]: readonly [readonly [number, string], readonly [number, string]]): string {
  const words = `${Math.floor(large[0])} ${large[1]}`;
  const rest = Math.floor(small[0]);
  return rest === 0 ? words : `${words} ${rest} ${small[1]}`;
}
