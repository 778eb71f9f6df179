import type { panel as english } from '../en/panel.ts';
import type { TranslationOf } from '../translation.ts';

export const panel: TranslationOf<typeof english> = {};
