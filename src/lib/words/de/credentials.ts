import type { Translation } from '../translation.ts';

export const credentials: Translation = {
  'credentials.onTwoLines': 'Geben Sie in der ersten Zeile die Client-ID und in der zweiten das Secret an.',
  'credentials.address': 'Geben Sie die Adresse der Jira-Site an, etwa --url https://acme.atlassian.net.',
  'credentials.replace':
    'Sehen Sie in Jira unter Einstellungen > Apps > OAuth-Anmeldedaten nach, oder erstellen Sie dort neue, und geben Sie sie diesem Server mit „npm run cli -- tenants add-credentials“.',
  'credentials.wrong':
    'Atlassian akzeptiert die OAuth-Anmeldedaten dieser Jira-Site nicht: Sie sind falsch oder wurden widerrufen. {replace} Inzwischen geht nichts verloren.',
  'credentials.notAccepted':
    'Jira akzeptiert die OAuth-Anmeldedaten dieser Site nicht mehr: Sie wurden widerrufen oder gehören zu einer anderen Site. {replace} Inzwischen geht nichts verloren.',
  'credentials.lacksPermission':
    'Den OAuth-Anmeldedaten dieser Jira-Site fehlt die Berechtigung „{permission}“. Fügen Sie sie in Jira unter Einstellungen > Apps > OAuth-Anmeldedaten hinzu. Was wartet, wird jede Stunde erneut versucht; nichts geht verloren.',
  'credentials.permission.devinfo': 'Entwicklungsinformationen',
  'credentials.permission.builds': 'Builds',
  'credentials.permission.deployments': 'Deployments',
  'credentials.permission.featureflags': 'Feature-Flags',
  'credentials.otherSite':
    'Atlassian kennt diese Anmeldedaten, lässt sie aber keine Entwicklungsinformationen in diese Site schreiben ({status}). Erstellen Sie sie in genau dieser Site unter Einstellungen > Apps > OAuth-Anmeldedaten, mit den Berechtigungen Entwicklungsinformationen, Builds, Deployments und Feature-Flags.',
  'credentials.removed':
    'Diese Jira-Site wurde von diesem Server entfernt. Fügen Sie sie mit „npm run cli -- tenants add-credentials“ wieder hinzu.',
  'credentials.notOpened':
    'Diese Jira-Site ist über OAuth-Anmeldedaten verbunden, die nur Entwicklungsinformationen, Builds, Deployments und Feature-Flags öffnen. Was Vorgänge, Personen oder Projekte von Jira braucht, gibt es hier nicht.',
  'credentials.siteGone':
    'Atlassian kennt keine Jira-Site mit der ID, für die diese OAuth-Anmeldedaten sind: Sie wurde gelöscht oder verschoben. Wenn sie jetzt eine andere Adresse hat, geben Sie sie mit „npm run cli -- tenants add-credentials“ an. Inzwischen geht nichts verloren.',
  'credentials.noToken': 'Atlassian hat kein Zugriffstoken ausgegeben (Antwort {status}).',
  'credentials.noTokensNow':
    'Atlassian gibt gerade keine Zugriffstoken aus. Nichts geht verloren; es wird erneut gefragt.',
  'credentials.notAvailable':
    '{site} ist gerade nicht verfügbar ({status}). Versuchen Sie es in einer Minute erneut.',
  'credentials.noCloudSite':
    '{site} ist keine Jira-Cloud-Site: Sie nennt keine Cloud-ID. Geben Sie die Adresse an, die im Browser steht, wenn man in Jira ist.',
};
