/** A document of Atlassian's format (ADF, version 1): text only, so that nothing in it is markup or a mention. */
export type TextDocument = {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly {
    readonly type: 'paragraph';
    readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  }[];
};

/** Of a comment, in characters (Jira Cloud, "Text limits"). */
const longest = 32_767;
const cutWords = ' … (cut: Jira takes no longer comments)';

/**
 * What Jira can keep of a text, a paragraph a line; undefined where nothing is left. Control characters and halves of
 * characters are taken out: Jira refuses a document that has some. What is too long is cut, and says so.
 */
export function textDocument(text: string): TextDocument | undefined {
  const lines = fitted(cleaned(text))
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  return {
    type: 'doc',
    version: 1,
    content: lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
  };
}

function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '')
    .trim();
}

function fitted(text: string): string {
  if (text.length <= longest) return text;
  // The half of a character at the cut goes as well.
  return text.slice(0, longest - cutWords.length).replace(/[\ud800-\udbff]$/, '') + cutWords;
}

/** The same with a line behind it. */
export function withLine(document: TextDocument | undefined, line: string): TextDocument {
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: line }] } as const;
  return { type: 'doc', version: 1, content: [...(document?.content ?? []), paragraph] };
}
