import type { tenant as english } from '../en/tenant.ts';
import type { TranslationOf } from '../translation.ts';

export const tenant: TranslationOf<typeof english> = {};
