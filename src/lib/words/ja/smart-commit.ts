import type { Translation } from '../translation.ts';

export const smartCommit: Translation = {};
