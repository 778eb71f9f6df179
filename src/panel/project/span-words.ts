import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** 200000000 -> "2.3 days"; less than two days in hours, with one digit behind the point. @param ms at least 0 */
export function spanWords(ms: number): Text {
  if (ms < hourMs) return say('panel.span.underHour');
  const isLong = ms >= 2 * dayMs;
  const count = Math.round((ms / (isLong ? dayMs : hourMs)) * 10) / 10;
  return isLong ? say('panel.span.days', { count }) : say('panel.span.hours', { count });
}

/** 200000000 -> "2 days": whole hours or days that have passed. */
export function passedWords(ms: number): Text {
  return spanWords(ms < 2 * dayMs ? Math.floor(ms / hourMs) * hourMs : Math.floor(ms / dayMs) * dayMs);
}
