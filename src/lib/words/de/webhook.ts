import type { Translation } from '../translation.ts';

export const webhook: Translation = {
  'webhook.event.push': 'Push',
  'webhook.event.tag_push': 'Tag',
  'webhook.event.merge_request': 'Merge-Request',
  'webhook.event.note': 'Kommentar',
  'webhook.event.pipeline': 'Pipeline',
  'webhook.event.deployment': 'Deployment',
  'webhook.event.feature_flag': 'Feature-Flag',
  'webhook.event.projects': 'Projekte der Gruppe',
  'webhook.event.other': 'Ein anderes Ereignis',
  'webhook.event.unreadable': 'Kein Ereignis',
  'webhook.outcome.queued': 'In GitLab nachgesehen',
  'webhook.outcome.nothing': 'Nichts zu tun: Es ändert nichts in Jira',
  'webhook.outcome.switched_off': 'Nichts zu tun: Das Repository war abgeschaltet',
  'webhook.outcome.inactive': 'Nichts zu tun: Das Konto oder die App war abgeschaltet',
  'webhook.outcome.unknown_project': 'Nach neuen Repositorys gesucht',
  'webhook.outcome.other_project': 'Nicht geglaubt: Es betrifft ein anderes Projekt',
  'webhook.outcome.unreadable': 'Nicht verstanden',
  'webhook.deliveries.more': 'Dies sind die neuesten {count, number}. Aufrufe werden 7 Tage aufbewahrt.',
  'webhook.deliveries.none':
    'GitLab hat in den letzten 7 Tagen zu nichts in diesem Repository einen Aufruf gesendet.',
  'webhook.deliveries.noHook': 'Dieses Repository hat keinen Webhook.',
};
