import type { Translation } from '../translation.ts';

export const repository: Translation = {
  'repository.newerListing': 'Eine neuere Auflistung der Projekte hat begonnen.',
  'repository.hook.removed': 'Dieser Webhook wurde inzwischen entfernt.',
  'repository.hooksRetried':
    'Es wird erneut versucht. Laden Sie die Seite gleich neu, um das Ergebnis zu sehen.',
  'repository.byHand.group':
    'Öffnen Sie in GitLab <gitlab>Einstellungen > Webhooks der Gruppe</gitlab>, wählen Sie „Neuen Webhook hinzufügen“ und geben Sie ein:',
  'repository.byHand.project':
    'Öffnen Sie in GitLab <gitlab>Einstellungen > Webhooks</gitlab>, wählen Sie „Neuen Webhook hinzufügen“ und geben Sie ein:',
  'repository.byHand.secret':
    'Wer das Secret kennt, kann im Namen von GitLab Ereignisse melden: Geben Sie es nur der Person weiter, die den Webhook hinzufügt.',
};
