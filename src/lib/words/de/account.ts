import type { account as english } from '../en/account.ts';
import type { TranslationOf } from '../translation.ts';

export const account: TranslationOf<typeof english> = {};
