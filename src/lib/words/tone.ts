import type { When } from './text.ts';

/** Tags that a text may have: these are elements of their own, those of `linkTags` lead somewhere. */
const elements = ['code', 'strong', 'em', 'kbd'] as const;
const links = ['page', 'gitlab', 'jira', 'top'] as const;
export const tagNames = [...elements, ...links] as const;
export type TagName = (typeof tagNames)[number];

export type Tag = {
  readonly name: TagName;
  /** What is in it, in its form already. */
  readonly inner: string;
  /** Where a link leads. Absent, or no address of the web: it is no link. */
  readonly address: string | undefined;
  /** "(opens GitLab)", for those who do not see that a link opens a page of its own. */
  readonly note: string;
};

/** How words are given their form. */
export type Tone = {
  words(words: string): string;
  time(when: When, words: string): string;
  tag(tag: Tag): string;
};

export const plain: Tone = {
  words: (words) => words,
  time: (_when, words) => words,
  tag: ({ inner }) => inner,
};

export const html: Tone = {
  words: escapeHtml,
  time: ({ iso, show }, words) => `<time datetime="${escapeHtml(iso)}" data-show="${show}">${words}</time>`,
  tag: ({ name, inner, address, note }) => {
    if (elements.some((one) => one === name)) return `<${name}>${inner}</${name}>`;
    if (address === undefined || !/^(https?:\/\/|\/(?!\/))/i.test(address)) return inner;
    const href = `href="${escapeHtml(address)}"`;
    if (name === 'page') return `<a ${href} hx-get="${escapeHtml(address)}" hx-target="#main">${inner}</a>`;
    if (name === 'top') return `<a ${href} target="_top">${inner}</a>`;
    const hidden = `<span class="visually-hidden"> ${escapeHtml(note)}</span>`;
    return `<a ${href} target="_blank" rel="noopener noreferrer">${inner}${hidden}</a>`;
  },
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(words: string): string {
  return words.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
