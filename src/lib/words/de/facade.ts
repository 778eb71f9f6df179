import type { Translation } from '../translation.ts';

export const facade: Translation = {
  'facade.notServed': 'Unter dieser Adresse gibt es nichts.',
  'facade.opened':
    'Diese Adresse öffnet Jira selbst, mit allem, was sie braucht. Gehen Sie in Jira zu den DVCS-Konten und fügen Sie das Konto dort hinzu.',
  'facade.unknownJira':
    'Das Jira, aus dem Sie kommen, ist diesem Server nicht bekannt. Der Betreiber muss es mit der Basis-URL freischalten, die Jira unter „System“, „Allgemeine Konfiguration“ zeigt: npm run cli -- facade enable --jira <code>Basis-URL</code> --gitlab <code>Adresse</code>.',
  'facade.slash':
    'Das Team- oder Benutzerkonto „{typed}“ enthält einen Schrägstrich, mit dem der Konnektor von Jira nicht umgehen kann. Kehren Sie zu Jira zurück und geben Sie eine Untergruppe mit @ anstelle jedes Schrägstrichs ein: {instead}.',
  'facade.stale':
    'Diese Autorisierung wurde nicht in diesem Browser begonnen, bereits verwendet oder hat länger als 10 Minuten gedauert. Kehren Sie in Jira zu den DVCS-Konten zurück und beginnen Sie neu.',
  'facade.noScope':
    'Der Anwendung in GitLab fehlt der Scope „api“. Setzen Sie dort den Haken bei „api“, speichern Sie und versuchen Sie es in Jira erneut.',
  'facade.denied':
    'Der Zugriff wurde in GitLab verweigert, daher wurde nichts verknüpft. Versuchen Sie es in Jira erneut und erlauben Sie den Zugriff in GitLab.',
  'facade.wrongClient':
    'GitLab akzeptiert die Client-ID mit dem Client-Secret nicht, die in Jira eingegeben wurden. Kopieren Sie beide noch einmal aus der Anwendung in GitLab und fügen Sie das Konto in Jira erneut hinzu.',
  'facade.wrongCode':
    'GitLab hat den Zugriffscode nicht angenommen: Er ist zu alt, oder die Anwendung in GitLab hat eine andere Redirect-URI. Vergleichen Sie sie mit der auf dieser Seite und fügen Sie das Konto in Jira erneut hinzu.',
  'facade.changedMeanwhile':
    'Das Konto wurde im selben Augenblick geändert. Bitte fügen Sie es in Jira erneut hinzu.',
  'facade.otherGitlab':
    'Dieses Jira hat über seinen Konnektor Konten von {host}, und mehr als ein GitLab kann er nicht haben. Löschen Sie sie in Jira, führen Sie dann dafür „npm run cli -- facade revoke --forget“ aus und schalten Sie es für das andere GitLab frei.',
  'facade.noSuchJira':
    'Für ein Jira unter {site} wird nichts bereitgestellt. „npm run cli -- facade list“ zeigt, für welche das geschieht.',
  'facade.noSuchAccount':
    'Dieses Jira hat kein Konto „{account}“. „npm run cli -- accounts --tenant {tenant}“ listet seine Konten auf.',
  'facade.organization.title': 'Welches GitLab-Konto?',
  'facade.organization.lead':
    '{site} möchte mit GitLab verknüpft werden, hat aber nicht gesagt, mit welcher Gruppe oder welchem Benutzer.',
  'facade.organization.label': 'Team- oder Benutzerkonto',
  'facade.organization.hint':
    'Der Pfad einer Gruppe oder ein Benutzername, wie in Jira. Bei einer Untergruppe steht @ anstelle jedes Schrägstrichs: <code>group@subgroup</code>.',
  'facade.organization.next': 'Weiter',
  'facade.continue.title': 'Weiter zu GitLab',
  'facade.continue.lead':
    'Jira wird zeigen, was in <strong>{organization}</strong> auf {host} ist. Es wird dort sehen, was Sie sehen.',
  'facade.continue.button': 'Weiter',
  'facade.setup.title': 'Den Konnektor von Jira selbst verbinden',
  'facade.setup.lead':
    'Für <strong>{site}</strong> (Jira Server oder Data Center, mit dem Host „GitHub Enterprise“ des eingebauten DVCS-Konnektors) und <strong>{host}</strong>.',
  'facade.setup.failed': 'Der letzte Versuch ist fehlgeschlagen',
  'facade.setup.inGitlab': '1. In GitLab',
  'facade.setup.application':
    'Fügen Sie eine Anwendung hinzu: <gitlab>Ihre eigene</gitlab>, eine der Gruppe oder eine der Instanz. Speichern Sie sie und lassen Sie die Seite offen: Das Secret wird nur einmal gezeigt.',
  'facade.setup.inJira': '2. In Jira',
  'facade.setup.form':
    'Öffnen Sie als Administrator „Anwendungen“, „DVCS-Konten“ und wählen Sie „Bitbucket- oder GitHub-Konto verknüpfen“. Geben Sie ein:',
  'facade.setup.then':
    'Jira öffnet GitLab; erlauben Sie dort den Zugriff. Branches, Commits und Merge-Requests erscheinen, wenn alles zum ersten Mal gelesen ist.',
  'facade.setup.linked': 'Verknüpfte Konten',
  'facade.setup.none': 'Noch keine.',
  'facade.setup.account': '{organization}: {problem}',
  'facade.setup.troubles': 'Jira konnte nicht über Änderungen informiert werden',
  'facade.setup.trouble': '{problem} ({count, plural, one {# Hook} other {# Hooks}})',
  'facade.setup.again': 'Es wird von selbst erneut versucht, und Jira sieht jede Stunde nach.',
  'facade.field.redirect': 'Redirect-URI',
  'facade.field.confidential': 'Vertraulich (Confidential)',
  'facade.field.scopes': 'Scopes',
  'facade.field.host': 'Host',
  'facade.field.account': 'Team- oder Benutzerkonto',
  'facade.field.hostUrl': 'Host-URL',
  'facade.field.key': 'OAuth-Schlüssel (in neueren Versionen: Client-ID)',
  'facade.field.secret': 'OAuth-Secret (in neueren Versionen: Client-Secret)',
  'facade.value.ticked': 'angehakt',
  'facade.value.account':
    'Pfad der Gruppe oder der Benutzername; bei einer Untergruppe mit @ anstelle jedes Schrägstrichs, wie in group@subgroup',
  'facade.value.key': 'Anwendungs-ID (Application ID) der Anwendung in GitLab',
  'facade.value.secret': 'Secret der Anwendung in GitLab',
  'facade.warning.port':
    'Der Konnektor von Jira lässt den Port der Host-URL weg: Er wird {address} aufrufen. Machen Sie diesen Server dort erreichbar, an Port {port}, und setzen Sie APP_BASE_URL auf diese Adresse.',
  'facade.warning.plain':
    'Die Host-URL ist einfaches http: Das OAuth-Secret und das Token werden ungeschützt übertragen. Verwenden Sie https.',
  'facade.hook.elsewhere':
    'Die Adresse des Hooks liegt nicht unterhalb von {site}. Schalten Sie das Repository in Jira aus und wieder ein.',
  'facade.hook.slow': '{site} bittet um weniger Anfragen.',
  'facade.hook.unwell':
    '{site} hat gerade Probleme (HTTP {status}). Es erfährt von Änderungen, sobald sie behoben sind.',
  'facade.hook.redirected':
    '{site} leitet anderswohin um. Stellen Sie die Basis-URL in Jira auf die Adresse ein, die es wirklich hat, und schalten Sie es hier mit dieser frei.',
  'facade.hook.refused':
    'Jira wollte nicht über Änderungen informiert werden (HTTP {status}). Es sieht weiterhin jede Stunde nach. Prüfen Sie, dass ein Proxy davor /rest/bitbucket/1.0/ ohne Anmeldung durchlässt.',
};
