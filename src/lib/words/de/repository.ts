import type { Translation } from '../translation.ts';

export const repository: Translation = {
  'repository.newerListing': 'Eine neuere Auflistung der Projekte hat begonnen.',
  'repository.hook.removed': 'Dieser Webhook wurde inzwischen entfernt.',
};
