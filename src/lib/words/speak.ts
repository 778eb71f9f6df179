import { IntlMessageFormat } from 'intl-messageformat';
import { english } from './english.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import { inEnglish, pseudoTag, type Language, type Locale } from './locale.ts';
import { say } from './say.ts';
import type { Key, Text, Value, When } from './text.ts';
import { html, plain, tagNames, type TagName, type Tone } from './tone.ts';
import type { Translation } from './translation.ts';

const translations: Readonly<Record<Language, Translation>> = { en: english, de: german, ja: japanese };

/** A text in a person's language, without any markup: for attributes, JSON, and what is no page. */
export function spoken(text: Text, locale: Locale): string {
  return inBrackets(text, locale, speak(text, { locale, tone: plain }));
}

/** A text in a person's language as HTML: what is put into it is escaped, its own tags are elements. */
export function markedUp(text: Text, locale: Locale): string {
  return inBrackets(text, locale, speak(text, { locale, tone: html }));
}

/** For logs, commands and machines. */
export function inPlainEnglish(text: Text): string {
  return spoken(text, inEnglish);
}

/** A time for where no browser turns it into the person's own zone. */
export function timeWords({ iso, show }: When, { tag }: Locale): string {
  const words = timeFormat(show, tag).format(new Date(iso));
  return show === 'day' ? words : `${words} UTC`;
}

const times = {
  clock: { hour: '2-digit', minute: '2-digit' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  day: { day: 'numeric', month: 'short' },
} as const;

const timeFormats = new Map<string, Intl.DateTimeFormat>();
/** A browser may ask in any of thousands of locales; few are asked for at a time. */
const mostTimeFormats = 300;

/** To make one takes fifty times as long as to use it, and a page has a hundred times to say. */
function timeFormat(show: When['show'], tag: string): Intl.DateTimeFormat {
  const name = `${show} ${tag}`;
  const known = timeFormats.get(name);
  if (known !== undefined) return known;
  const locale = tag === inEnglish.tag || tag === pseudoTag ? 'en-GB' : tag;
  const format = new Intl.DateTimeFormat(locale, { ...times[show], timeZone: 'UTC' });
  if (timeFormats.size >= mostTimeFormats) timeFormats.clear();
  timeFormats.set(name, format);
  return format;
}

const numberFormats = new Map<Language, Intl.NumberFormat>();

/** 20,722, as the language writes it. */
export function numberWords(count: number, { language }: Locale): string {
  const format = numberFormats.get(language) ?? new Intl.NumberFormat(language);
  numberFormats.set(language, format);
  return format.format(count);
}

/** Whether there is such a text. What is stored may be of another version of this app. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(english, key);
}

/** What has its form already, among words that still need it. */
class Formed {
  readonly out: string;
  constructor(out: string) {
    this.out = out;
  }
}
type Piece = string | Formed;
type Speaking = { readonly locale: Locale; readonly tone: Tone };

function speak({ key, params }: Text, speaking: Speaking): string {
  const message = messageOf(key, speaking.locale.language);
  if (typeof message === 'string') return speaking.tone.words(message);
  const form = (piece: Piece) => (piece instanceof Formed ? piece.out : speaking.tone.words(piece));
  const values: Record<string, Piece | number | ((inside: Piece[]) => Formed)> = {};
  for (const [name, value] of Object.entries(params)) values[name] = valueOf(value, speaking);
  for (const name of tagNames) {
    values[name] = (inside) => new Formed(tagged(inside.map(form).join(''), { name, params, ...speaking }));
  }
  const parts = message.formatToParts<Formed>(values);
  return parts.map(({ value }) => form(value)).join('');
}

function tagged(inner: string, of: Pick<Text, 'params'> & Speaking & { readonly name: TagName }): string {
  const { name, params, locale, tone } = of;
  const address = params[name];
  const note = name === 'jira' ? say('page.opensJira') : say('page.opensGitlab');
  return tone.tag({
    name,
    inner,
    address: typeof address === 'string' ? address : undefined,
    note: speak(note, { locale, tone: plain }),
  });
}

function valueOf(value: Value, speaking: Speaking): Piece | number {
  if (value === undefined) return '';
  if (typeof value === 'string') return isolated(value);
  if (typeof value === 'number') return value;
  if ('iso' in value) return new Formed(speaking.tone.time(value, timeWords(value, speaking.locale)));
  if ('key' in value) return new Formed(speak(value, speaking));
  if ('or' in value) return new Formed(listed(value.or, 'disjunction', speaking));
  return new Formed(listed(value, 'conjunction', speaking));
}

const rightToLeft = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * A name that runs from right to left keeps its direction to itself (FSI and PDI of Unicode's bidirectional algorithm):
 * otherwise it moves the words beside it. Characters, and no element, for a text may stand in an attribute.
 */
function isolated(words: string): string {
  return rightToLeft.test(words) ? `\u2068${words}\u2069` : words;
}

/** "branches, commits and tags", as the language joins them. */
function listed(texts: readonly Text[], type: 'conjunction' | 'disjunction', speaking: Speaking): string {
  const each = texts.map((text) => speak(text, speaking));
  const { language } = speaking.locale;
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type }).format(each);
}

const messages = new Map<string, IntlMessageFormat | string>();

/** Read once for each language: what is missing there is said in English. A string where nothing is put into it. */
function messageOf(key: Key, language: Language): IntlMessageFormat | string {
  const name = `${language} ${key}`;
  const known = messages.get(name);
  if (known !== undefined) return known;
  const words = translations[language][key];
  const message = words === undefined ? readMessage(english[key], 'en') : readMessage(words, language);
  messages.set(name, message);
  return message;
}

function readMessage(words: string, language: Language): IntlMessageFormat | string {
  return /[{<']/.test(words) ? new IntlMessageFormat(words, language) : words;
}

/** What shows in the pseudo-language that words came through here; words from elsewhere did not. */
function inBrackets({ key }: Text, { tag }: Locale, words: string): string {
  return tag === pseudoTag && key !== 'words.verbatim' ? `⟦${words}⟧` : words;
}
