import type { webhook as english } from '../en/webhook.ts';
import type { TranslationOf } from '../translation.ts';

export const webhook: TranslationOf<typeof english> = {};
