import type { repository as english } from '../en/repository.ts';
import type { TranslationOf } from '../translation.ts';

export const repository: TranslationOf<typeof english> = {};
