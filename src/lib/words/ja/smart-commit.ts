import type { smartCommit as english } from '../en/smart-commit.ts';
import type { TranslationOf } from '../translation.ts';

export const smartCommit: TranslationOf<typeof english> = {};
