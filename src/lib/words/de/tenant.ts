import type { Translation } from '../translation.ts';

export const tenant: Translation = {
  'tenant.getStarted.title': 'Erste Schritte',
  'tenant.getStarted.installed': '{appName} ist installiert',
  'tenant.getStarted.lead':
    'Verknüpfen Sie eine GitLab-Gruppe oder einen persönlichen Namensraum. Deren Branches, Commits und Merge Requests erscheinen dann an den Jira-Vorgängen, die sie nennen, einschließlich der gesamten Historie.',
  'tenant.getStarted.application':
    'Erstellen Sie in GitLab eine OAuth-Anwendung mit dem Scope <code>api</code>. Die nächste Seite zeigt ihre Redirect-URL und führt zur richtigen Seite Ihres GitLab.',
  'tenant.getStarted.link':
    'Verknüpfen Sie die Gruppe oder den Namensraum mit Client-ID und Client-Secret der Anwendung.',
  'tenant.getStarted.keys':
    'Schreiben Sie Vorgangsschlüssel wie <code>PROJ-12</code> in Branch-Namen, Commit-Nachrichten und Merge-Request-Titel.',
  'tenant.getStarted.open': 'GitLab-Konto verknüpfen',
};
