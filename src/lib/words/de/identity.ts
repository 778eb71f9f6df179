import type { identity as english } from '../en/identity.ts';
import type { TranslationOf } from '../translation.ts';

export const identity: TranslationOf<typeof english> = {};
