import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** 200000 -> "3 min 20 s"; 5400000 -> "1 h 30 min"; less than a second is that. @param ms at least 0 */
export function durationWords(ms: number): Text {
  const hours = Math.floor(ms / hourMs);
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  const seconds = Math.floor((ms % minuteMs) / secondMs);
  if (hours > 0) {
    return minutes === 0 ? say('sync.hours', { hours }) : say('sync.hoursMinutes', { hours, minutes });
  }
  if (minutes > 0) {
    return seconds === 0
      ? say('sync.minutes', { minutes })
      : say('sync.minutesSeconds', { minutes, seconds });
  }
  return seconds > 0 ? say('sync.seconds', { seconds }) : say('sync.underSecond');
}
