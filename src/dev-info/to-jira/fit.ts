import { withoutCommands } from './inert.ts';

/** How many values of one entity were cut, stripped or left out to fit Jira's limits. */
export type Cuts = { count: number };

// Jira's store answers 400 "Invalid binary character" for anything above the BMP (surrogates) and for control
// characters, as GitLab's payload sanitizer found out. Without the u flag an astral character is its two surrogates.
const unsupported = /[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]+/g;

/** Text as Jira takes it: nothing unsupported, at most `max` characters; what had only such becomes U+FFFD. */
export function fitText(text: string, max: number, cuts: Cuts): string {
  return fit(text, { max, cuts });
}

/** The same for text in which Jira looks for Smart Commits: it finds none, and people see no difference. */
export function fitInert(text: string, max: number, cuts: Cuts): string {
  return fit(text, { max, cuts, change: withoutCommands });
}

/** What is stripped may have stood between `#` and a letter, so the change comes after it; and cutting comes last. */
function fit(
  text: string,
  { max, cuts, change }: { max: number; cuts: Cuts; change?: (text: string) => string },
): string {
  const clean = text.replace(unsupported, '');
  const fitting = clean === '' && text !== '' ? '\ufffd' : clean;
  const changed = change === undefined ? fitting : change(fitting);
  if (fitting.length !== text.length || changed.length > max) cuts.count += 1;
  return changed.length > max ? changed.slice(0, max) : changed;
}

/** An optional text: empty is left out. */
export function fitOptional(text: string | undefined, max: number, cuts: Cuts): string | undefined {
  return text === undefined || text === '' ? undefined : fitText(text, max, cuts);
}

const longestUrl = 2000;
const plainUrl = /^https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]+$/;
const badPercent = /%(?![0-9A-Fa-f]{2})/g;
const illegal = /[[\]|^`{}"<>\\]/g;

/**
 * An address in ASCII with everything escaped that RFC 3986 wants escaped; what is escaped already stays. Undefined
 * for what is no http(s) address or longer than Jira takes: half an address leads nowhere.
 */
export function fitUrl(url: string | undefined, cuts: Cuts): string | undefined {
  if (url === undefined || url === '') return undefined;
  const fitting = escaped(url);
  if (fitting !== undefined && fitting.length <= longestUrl) return fitting;
  cuts.count += 1;
  return undefined;
}

function escaped(url: string): string | undefined {
  const whole = url.replace(badPercent, '%25');
  if (plainUrl.test(whole)) return whole;
  const parsed = URL.parse(whole.toWellFormed());
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return undefined;
  const rest = `${parsed.pathname}${parsed.search}${parsed.hash}`;
  return `${parsed.protocol}//${parsed.host}${rest.replace(illegal, encodeURIComponent)}`;
}

/** The last moment that ISO 8601 writes with four digits for the year. */
const latest = 253_402_300_799_999;

/** UTC, ISO 8601. Git takes dates that no calendar has: they become the nearest one since 1970. */
export function fitTime(ms: number): string {
  return new Date(Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), latest)).toISOString();
}

const largestInt32 = 2_147_483_647;

/** A count as Jira takes it: whole, not negative, 32 bits. */
export function fitCount(count: number): number {
  return Number.isNaN(count) ? 0 : Math.trunc(Math.min(Math.max(count, 0), largestInt32));
}

/**
 * "Too many issue keys in entity": above 500 Jira rejects the whole entity, and several posts do not add up. Of a
 * deployment it counts the values of all its associations (found out by GitLab's own integration).
 */
export const mostAssociations = 500;

/** A number as Jira takes it: whole, not negative, exact in JSON. */
export function fitNumber(value: number): number {
  return Number.isNaN(value) ? 0 : Math.trunc(Math.min(Math.max(value, 0), Number.MAX_SAFE_INTEGER));
}

/** The first 500, in the order of the text. */
export function fitKeys(keys: readonly string[], cuts: Cuts): readonly string[] {
  if (keys.length <= mostAssociations) return keys;
  cuts.count += 1;
  return keys.slice(0, mostAssociations);
}

const allowedId = /^[a-zA-Z0-9~._-]{1,1024}$/;

/** Ids are shas and numbers; one that Jira would not take is written in hex, as GitHub for Jira does it. */
export function fitId(id: string): string {
  return allowedId.test(id) ? id : `~${Buffer.from(id).toString('hex')}`.slice(0, 1024);
}
