import type { Translation } from '../translation.ts';

export const page: Translation = {
  'words.verbatim': '{words}',
  'page.opensGitlab': '(öffnet GitLab)',
  'page.opensJira': '(öffnet Jira)',
  'page.noConnection.title': 'Keine Verbindung',
  'page.noConnection.message':
    'Die Seite konnte die App nicht erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; nichts, was Sie gespeichert haben, ist verloren.',
  'page.copied': 'Kopiert',
  'page.copiedAnnounced': 'Kopiert.',
  'page.copyByHand': 'Drücken Sie Strg+C, um zu kopieren.',
  'shell.loading': 'Wird geladen …',
  'shell.tryAgain': 'Erneut versuchen',
  'shell.reload': 'Neu laden',
};
