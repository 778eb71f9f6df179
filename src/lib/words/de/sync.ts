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
  'sync.notKnown': 'Dieses Repository ist nicht mehr bekannt. Laden Sie die Seite neu.',
  'sync.files.wait': 'Geänderte Dateien warten auf GitLab; sie werden zuletzt gelesen.',
  'sync.switchedOff.refresh':
    'Dieses Repository ist abgeschaltet. Aktivieren Sie es, dann wird es neu gelesen.',
  'sync.switchedOff.import':
    'Dieses Repository ist abgeschaltet. Aktivieren Sie es, dann wird es importiert.',
  'sync.choose': 'Wählen Sie, was mit den Repositorys geschehen soll. Laden Sie die Seite neu.',
  'sync.otherJob': 'Dies wird jetzt von einem anderen Auftrag gelesen oder gar nicht.',
  'sync.replaced': 'Dieser Import wurde durch einen neueren ersetzt.',
  'sync.daily.wait': 'Der tägliche Blick auf alles wartet auf GitLab; er kommt zuletzt.',
  'sync.accountGone': 'Das Konto dieses Repositorys gibt es nicht mehr.',
};
