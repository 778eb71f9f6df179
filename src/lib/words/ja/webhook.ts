import type { Translation } from '../translation.ts';

export const webhook: Translation = {};
