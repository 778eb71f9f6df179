import { page as german } from '../../src/lib/words/de/page.ts';
import { page as english } from '../../src/lib/words/en/page.ts';
import { page as japanese } from '../../src/lib/words/ja/page.ts';
import { chooseLocale } from '../../src/lib/words/locale.ts';

const words = { en: english, de: german, ja: japanese };

/**
 * What the shell says itself, in the person's language in Jira. Its pages come from the server in that language.
 *
 * @param wanted as Jira writes it: `de_DE`
 */
export function speak(wanted: string): void {
  const { language, tag } = chooseLocale([wanted]);
  document.documentElement.lang = tag;
  const inTemplates = [...document.querySelectorAll('template')].map(({ content }) => content);
  for (const part of [document, ...inTemplates]) {
    for (const element of part.querySelectorAll<HTMLElement>('[data-say]')) {
      const key = element.dataset['say'] as keyof typeof english;
      element.textContent = words[language][key] ?? english[key];
    }
  }
}
