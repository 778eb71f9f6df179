/** An address as it is written in plain text: the renderer makes a link of it, and looks at nothing else in it. */
const address = /https?:\/\/[A-Za-z0-9.\-/_~:?#&=%+,;@]+/g;
/** Markup wherever it stands: macros, links and mentions, tables, images, bold and raised text. */
const always = /[{}[\]|!*^]/g;
/** Markup unless it is within a word. */
const aroundWords = /(?<![\p{L}\p{N}])[_~+#-]|[_~+#-](?![\p{L}\p{N}])/gu;
const citation = /\?(?=\?)|(?<=\?)\?/g;
/** A backslash that would escape what follows, or break the line. */
const backslash = /\\(?=[\\{}[\]|!*^_~+#?-])|(?<=\\)\\/g;

/**
 * Plain text in Jira's wiki notation, so that it is shown as it is: nothing in it is markup, a macro, a link that hides
 * where it leads, or a mention of somebody ("Text Formatting Notation Help": a backslash makes a sign plain).
 */
export function wikiText(text: string): string {
  return text
    .split('\n')
    .map((line) => escapedLine(line))
    .join('\n');
}

function escapedLine(line: string): string {
  let escaped = '';
  let last = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    escaped += escapedWords(line.slice(last, index)) + found;
    last = index + found.length;
  }
  escaped += escapedWords(line.slice(last));
  // `h1. ` begins a heading, `bq. ` a quotation.
  return escaped.replace(/^(\s*)(h[1-6]|bq)\. /, '$1$2&#46; ');
}

function escapedWords(text: string): string {
  const signs = new Set<number>();
  for (const pattern of [always, aroundWords, citation])
    for (const { index } of text.matchAll(pattern)) signs.add(index);
  const slashes = new Set<number>([...text.matchAll(backslash)].map(({ index }) => index));
  return Array.from({ length: text.length }, (_, at) => {
    const sign = text.charAt(at);
    if (slashes.has(at)) return '&#92;';
    return signs.has(at) ? `\\${sign}` : sign;
  }).join('');
}
