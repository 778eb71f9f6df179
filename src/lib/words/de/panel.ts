import type { Translation } from '../translation.ts';

export const panel: Translation = {};
