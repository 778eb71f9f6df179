import type { Translation } from '../translation.ts';

export const tenant: Translation = {};
