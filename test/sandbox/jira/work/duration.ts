const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Jira's defaults: a day of eight hours, a week of five days. */
const DAY = 8 * HOUR;
const WEEK = 5 * DAY;

const UNITS: Readonly<Record<string, number>> = { w: WEEK, d: DAY, h: HOUR, m: MINUTE };

const DURATION = /^\d+(?:\.\d+)?[wdhm](?: \d+(?:\.\d+)?[wdhm])*$/;

/** Seconds of `1w 2d 3.5h 4m`, or of bare minutes; undefined where it is not written so. */
export function readDuration(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * MINUTE;
  if (!DURATION.test(text)) return undefined;
  return Math.round(
    text.split(' ').reduce((sum, part) => sum + Number(part.slice(0, -1)) * (UNITS[part.slice(-1)] ?? 0), 0),
  );
}

/** As Jira writes it: `1w 2d 3h 4m`; seconds below a minute are lost. */
export function durationText(seconds: number): string {
  let left = seconds;
  const parts = Object.entries(UNITS).flatMap(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${count}${unit}`];
  });
  return parts.length === 0 ? '0m' : parts.join(' ');
}
