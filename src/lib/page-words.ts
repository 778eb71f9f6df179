/** A time for `{{time at}}`: the browser shows it in its own zone. */
export type Moment = { readonly iso: string };

/** @param at epoch ms */
export function momentOf(at: number): Moment {
  return { iso: new Date(at).toISOString() };
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
