import type { Translation } from '../translation.ts';

export const sync: Translation = {
  'sync.flag.listing': 'Die Liste der Repositorys wird gelesen',
  'sync.flag.listing.body': 'Neue Projekte erscheinen, und was sich geändert hat, wird gelesen.',
  'sync.flag.enable': '{count, plural, one {# Repository ist} other {# Repositorys sind}} aktiviert',
  'sync.flag.disable': '{count, plural, one {# Repository ist} other {# Repositorys sind}} abgeschaltet',
  'sync.flag.smart-on':
    '{count, plural, one {# Repository hat} other {# Repositorys haben}} jetzt Smart Commits',
  'sync.flag.smart-off':
    '{count, plural, one {# Repository hat} other {# Repositorys haben}} jetzt keine Smart Commits mehr',
  'sync.flag.refresh': '{count, plural, one {# Repository wird} other {# Repositorys werden}} aktualisiert',
  'sync.chart.code': 'Commits und Merge Requests pro Woche',
  'sync.chart.delivery': 'Builds und Deployments pro Woche',
  'sync.chart.commits': 'Commits',
  'sync.chart.mergeRequests': 'Merge Requests',
  'sync.chart.builds': 'Builds',
  'sync.chart.deployments': 'Deployments',
};
