import hbs from 'express-hbs';
import type { Moment } from '../../page-words.ts';
import { inEnglish, type Locale } from '../../words/locale.ts';
import { isKey, markedUp, numberWords, spoken, timeWords } from '../../words/speak.ts';
import type { Text, Value, When } from '../../words/text.ts';
import { html } from '../../words/tone.ts';

/** What Handlebars hands to a helper after its own parameters. */
type Call = {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data: { readonly root: { readonly locale?: Locale } };
};

/**
 * `{{t label}}` says a Text of the page's model; `{{t "account.list.title" name=name}}` one that needs no decision. Both
 * escape what is put into them. Nothing is said of what is absent.
 */
function t(what: string | Text | undefined, { hash, data }: Call): unknown {
  if (what == null) return '';
  const text = typeof what === 'string' ? literal(what, hash) : what;
  return new hbs.SafeString(markedUp(text, localeOfPage(data)));
}

function literal(key: string, hash: Call['hash']): Text {
  if (!isKey(key)) throw new Error(`There is no text "${key}".`);
  return { key, params: hash as Readonly<Record<string, Value>> };
}

/** `{{plain label}}`: a Text where no element may stand, such as in the text of an SVG. */
function plain(text: Text | undefined, { data }: Call): string {
  return text == null ? '' : spoken(text, localeOfPage(data));
}

/** `{{time at}}`, `{{time at show="clock"}}`: the browser shows it in the person's own zone. */
function time(at: Moment | undefined, { hash, data }: Call): unknown {
  if (at == null) return '';
  const when: When = { iso: at.iso, show: hash['show'] === 'clock' ? 'clock' : 'moment' };
  return new hbs.SafeString(html.time(when, timeWords(when, localeOfPage(data))));
}

/** `{{number total}}`: 20,722, as the language writes it. */
function number(count: number | undefined, { data }: Call): string {
  return count == null ? '' : numberWords(count, localeOfPage(data));
}

function localeOfPage({ root }: Call['data']): Locale {
  return root.locale ?? inEnglish;
}

/** What views have besides Handlebars' own: words, times and numbers in the language of the page. */
export const viewHelpers = { t, plain, time, number } as const;
