const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** A time for a `<time>` element: the browser shows it in its own zone, `text` (UTC) stands there until then. */
export type Moment = { readonly iso: string; readonly text: string };

/** @param at epoch ms */
export function momentOf(at: number): Moment {
  const date = new Date(at);
  return { iso: date.toISOString(), text: `${day.format(date)} UTC` };
}

/** An address from GitLab as a link, unless it is something else than a web address. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined;
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What stands in place of a picture: the first letter, digit or emoji of a name; `#` where there is none. */
export function letterOf(name: string): string {
  for (const { segment } of letters.segment(name.slice(0, 100))) {
    if (/^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment.toUpperCase();
  }
  return '#';
}
