const languages = ['en', 'de', 'ja'] as const;
export type Language = (typeof languages)[number];

/** How a person reads: the language of words and numbers, and the whole tag (`de-AT`) for days and times. */
export type Locale = { readonly language: Language; readonly tag: string };

export const inEnglish: Locale = { language: 'en', tag: 'en' };

/**
 * English with each text in ⟦brackets⟧: what has none on a page has not come through here. A private tag of the kind
 * that CLDR keeps for pseudo-locales; any page can be looked at with it.
 */
export const pseudoTag = 'en-XA';

/**
 * The first of these that we speak; English where none is.
 * @param wanted as Jira (`de_DE`, `ja-JP`) and browsers (`Accept-Language`, in order) write them
 */
export function chooseLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const known = canonical(tag);
    const language = languages.find((one) => known === one || known?.startsWith(`${one}-`) === true);
    if (known !== undefined && language !== undefined) return { language, tag: known };
  }
  return inEnglish;
}

const longestTag = 35;

function canonical(tag: string): string | undefined {
  if (tag.length > longestTag) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
