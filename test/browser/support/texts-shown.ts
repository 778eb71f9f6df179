import type { FrameLocator } from 'playwright-core';
import { english } from '../../../src/lib/words/english.ts';
import { german } from '../../../src/lib/words/german.ts';
import { japanese } from '../../../src/lib/words/japanese.ts';

/** What a page says in words of ours, seen or only heard: not what is marked as GitLab's or as typed. */
export async function textsOf(frame: FrameLocator): Promise<string[]> {
  const texts = await frame.locator('#main').evaluate((main) => {
    // NodeFilter.SHOW_TEXT
    const showText = 4;
    const others = 'bdi, code, time, textarea, template, .mono, [lang]';
    const walker = main.ownerDocument.createTreeWalker(main, showText);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      // The root has its language, too.
      if (!main.contains(node.parentElement?.closest(others) ?? null)) found.push(node.textContent ?? '');
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const element of main.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name) ?? '');
    return found;
  });
  return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => /\p{L}{2}/u.test(text));
}

/** Names of products and of what the fixture has, commits among them. */
const names =
  /https?:\S+|\b([0-9a-f]{8}|GitLab|Jira|Smart Commits?|ABC(-\d+)?|Acme|acme|engine|docs|Dana Developer|@?dana|Jane Doe|Ada Admin)\b/g;

const translations = { de: german, ja: japanese };

/** Words that this language has as they are in English (Commit, Repository), and names. */
export function isSaidAlike(text: string, language: keyof typeof translations): boolean {
  const words: Readonly<Record<string, string | undefined>> = translations[language];
  const alike = Object.entries<string>(english).some(([key, said]) => said === text && words[key] === said);
  return alike || !/\p{L}{2}/u.test(text.replaceAll(names, ''));
}
