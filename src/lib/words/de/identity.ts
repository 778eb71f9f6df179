import type { Translation } from '../translation.ts';

export const identity: Translation = {};
