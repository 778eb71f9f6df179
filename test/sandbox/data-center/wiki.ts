/** Characters that begin markup in Jira's wiki notation where no backslash stands before them. */
const MARKUP = /[{}[\]*_^~+\-!|?#]/;

/**
 * Plain text as Jira's wiki renderer shows it, and what in it is markup: nothing that a client writes for others may be.
 * A backslash makes the character after it plain. A sign within a word, and a number sign or hyphen that no list or
 * dash begins with, mean nothing.
 */
export function wikiText(source: string): { text: string; markup: string | undefined } {
  let text = '';
  let markup: string | undefined;
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at] ?? '';
    const next = source[at + 1] ?? '';
    if (sign === '\\' && MARKUP.test(next)) {
      text += next;
      at += 1;
    } else {
      if (sign === '\\' && next === '\\') markup ??= 'a forced line break';
      if (isMarkup(source, at)) markup ??= JSON.stringify(source.slice(at, at + 20));
      text += sign;
    }
  }
  if (/^(h[1-6]|bq)\. /m.test(source)) markup ??= 'a heading or quotation';
  if (/^ *[-*#]+ /m.test(source)) markup ??= 'a list';
  if (/^ *-{4,}/m.test(source)) markup ??= 'a rule';
  return { text, markup };
}

function isMarkup(source: string, at: number): boolean {
  const sign = source[at] ?? '';
  if (/[{[]/.test(sign)) return true;
  if (sign === '|') return true;
  if (!/[*_^~+\-!?]/.test(sign)) return false;
  // A phrase: the sign opens before a word and closes after one, in the same line.
  const before = source[at - 1] ?? ' ';
  const line = source.slice(at + 1).split('\n', 1)[0] ?? '';
  if (/[\p{L}\p{N}\\]/u.test(before) || /^\s|^$/.test(line)) return false;
  const literal = `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
  const closed =
    sign === '?' ? /\S\?\?(?![\p{L}\p{N}])/u : new RegExp(`\\S(?<!\\\\)${literal}(?![\\p{L}\\p{N}])`, 'u');
  return (sign !== '?' || line.startsWith('?')) && closed.test(line);
}
