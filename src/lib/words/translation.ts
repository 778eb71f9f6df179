import type { english } from './english.ts';

/** A language besides English. What it lacks is shown in English; test/words/languages.test.ts names it. */
export type Translation = Readonly<Partial<Record<keyof typeof english, string>>>;

/** What a language says for one file of English texts. */
export type TranslationOf<Source> = Readonly<Partial<Record<keyof Source, string>>>;
