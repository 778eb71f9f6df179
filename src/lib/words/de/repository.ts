import type { Translation } from '../translation.ts';

export const repository: Translation = {};
