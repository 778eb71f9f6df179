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
  'repository.hook.ownersOnly':
    '@{username} hat dieses Konto autorisiert und darf Webhooks der Gruppe nicht verwalten: Dazu braucht es die Rolle Owner und GitLab Premium oder Ultimate.',
  'repository.hook.maintainersOnly':
    '@{username} hat dieses Konto autorisiert und darf Webhooks dieses Projekts nicht verwalten: Dazu braucht es die Rolle Maintainer.',
  'repository.hook.switchedOff':
    'GitLab hat diesen Webhook abgeschaltet, weil die App nicht geantwortet hat.',
  'repository.hook.switchedOffAnd':
    'GitLab hat diesen Webhook abgeschaltet, weil die App nicht geantwortet hat. {reason}',
  'repository.hook.thereAlready': 'GitLab hat diesen Webhook bereits. Laden Sie die Seite neu.',
  'repository.hook.beingMade':
    'Dieser Webhook wird gerade von selbst erstellt. Warten Sie einen Moment und laden Sie die Seite dann neu.',
  'repository.byHand.url': 'URL',
  'repository.byHand.token': 'Secret-Token',
  'repository.byHand.trigger': 'Auslöser (Trigger)',
  'repository.byHand.events':
    'Push-Ereignisse (alle Branches), Tag-Push-Ereignisse, Kommentare, Merge-Request-Ereignisse, Pipeline-Ereignisse, Deployment-Ereignisse, Feature-Flag-Ereignisse',
  'repository.byHand.groupEvents':
    'Push-Ereignisse (alle Branches), Tag-Push-Ereignisse, Kommentare, Merge-Request-Ereignisse, Pipeline-Ereignisse, Deployment-Ereignisse, Feature-Flag-Ereignisse, Projekt-Ereignisse, Untergruppen-Ereignisse',
};
