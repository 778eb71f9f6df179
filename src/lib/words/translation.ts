import type { english } from './english.ts';

/** A language besides English, or one file of it. What it lacks is said in English. */
export type Translation = Readonly<Partial<Record<keyof typeof english, string>>>;
