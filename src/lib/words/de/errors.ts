import type { Translation } from '../translation.ts';

export const errors: Translation = {
  'errors.title.bad_request': 'Etwas an der Anfrage stimmt nicht',
  'errors.title.unauthorized': 'Nicht angemeldet',
  'errors.title.forbidden': 'Nicht erlaubt',
  'errors.title.not_found': 'Nicht gefunden',
  'errors.title.gone': 'Nicht mehr vorhanden',
  'errors.title.conflict': 'Bereits vorhanden',
  'errors.title.too_large': 'Zu groß',
  'errors.title.rate_limited': 'Zu viele Anfragen',
  'errors.title.unavailable': 'Gerade nicht verfügbar',
  'errors.title.timeout': 'Keine Antwort innerhalb der Frist',
  'errors.title.unreachable': 'Nicht erreichbar',
  'errors.title.address_refused': 'Adresse abgelehnt',
  'errors.title.bad_certificate': 'Zertifikat nicht vertrauenswürdig',
  'errors.title.redirected': 'Umgeleitet',
  'errors.title.unexpected_answer': 'Unerwartete Antwort',
  'errors.title.needs_authorization': 'Muss erneut autorisiert werden',
  'errors.title.feature_disabled': 'Abgeschaltet',
  'errors.title.cancelled': 'Angehalten',
  'errors.title.configuration': 'Nicht eingerichtet',
  'errors.title.internal': 'Bei uns ist etwas schiefgegangen',
  'errors.requestId':
    'Wenn es wieder vorkommt, geben Sie Ihrem Administrator diese Nummer: <code>{id}</code>',
  'errors.noSuchAddress':
    'Unter dieser Adresse gibt es nichts. Kehren Sie zu Jira zurück und öffnen Sie die Seite von dort.',
  'errors.tooLarge': 'Die Anfrage ist größer, als diese Adresse annimmt. Senden Sie weniger.',
  'errors.unreadable':
    'Die Anfrage kann nicht gelesen werden. Prüfen Sie sie und senden Sie sie noch einmal.',
  'errors.unforeseen':
    'Bei uns ist etwas schiefgegangen. Es wurde protokolliert; bitte versuchen Sie es noch einmal.',
  'errors.gitlab.notAccepted':
    'GitLab akzeptiert die Autorisierung dieses Kontos nicht mehr. Autorisieren Sie das Konto erneut.',
  'errors.gitlab.wait': 'GitLab bittet zu warten; das Lesen geht von selbst weiter.',
  'errors.gitlab.redirected':
    'GitLab hat die Anfrage an eine andere Adresse umgeleitet. Prüfen Sie die Host-URL des Kontos.',
  'errors.gitlab.scope':
    'Der Autorisierung fehlt der Scope „api“. Setzen Sie an der Anwendung in GitLab den Haken bei „api“ und autorisieren Sie das Konto erneut.',
  'errors.gitlab.mergeRequestsOff': 'Merge-Requests sind in diesem Projekt abgeschaltet.',
  'errors.gitlab.hidden': 'GitLab zeigt dieses Projekt dem Benutzer nicht, der dieses Konto autorisiert hat.',
  'errors.gitlab.undocumented':
    'GitLab hat geantwortet, aber nicht wie dokumentiert. Prüfen Sie, dass nichts zwischen uns und GitLab seine Antworten verändert.',
  'errors.gitlab.deleted': 'Dieses Projekt wurde gelöscht; GitLab bewahrt es einige Tage auf.',
  'errors.jira.issueBusy': 'Jemand ändert diesen Vorgang gerade in Jira. Es wird erneut versucht.',
  'errors.jira.undocumented':
    'Jira hat dieses Repository auf eine Weise beschrieben, die nicht dokumentiert ist.',
  'errors.formTooLarge': 'Das Formular ist größer, als diese Seite annimmt. Senden Sie weniger.',
  'errors.noAddress':
    'Diese Adresse kann nicht aufgerufen werden. Sie muss mit https:// oder http:// beginnen, ohne Benutzernamen und Passwort.',
  'errors.stopped': 'Angehalten, bevor eine Antwort kam. Es wird erneut ausgeführt.',
  'errors.gitlab.what.branches': 'Branches',
  'errors.gitlab.what.commits': 'Commits',
  'errors.gitlab.what.feature-flags': 'Feature-Flags',
  'errors.gitlab.what.merge-requests': 'Merge-Requests',
  'errors.gitlab.what.the-group': 'die Gruppe',
  'errors.gitlab.what.the-user-account': 'das Benutzerkonto',
  'errors.gitlab.what.users': 'Benutzer',
  'errors.gitlab.what.webhooks': 'Webhooks',
  'errors.gitlab.what.pushes': 'Pushes',
  'errors.gitlab.what.pipelines': 'Pipelines',
  'errors.gitlab.what.deployments': 'Deployments',
  'errors.gitlab.none':
    'GitLab zeigt hier nicht, was gefragt war ({what}): Es gibt das nicht, oder der Benutzer, der dieses Konto autorisiert hat, darf es nicht sehen (404).',
  'errors.gitlab.couldNot':
    'GitLab konnte eine Anfrage nicht beantworten ({what}, {status}). Es wird erneut versucht.',
  'errors.gitlab.didNotAccept': 'GitLab hat eine Anfrage nicht angenommen ({what}, {status}).',
  'errors.gitlab.didNotAcceptBecause':
    'GitLab hat eine Anfrage nicht angenommen ({what}, {status}): {words}.',
  'errors.gitlab.refuses':
    'GitLab verweigert eine Anfrage ({what}, 403): Die Funktion ist in diesem Projekt abgeschaltet, oder der Benutzer, der dieses Konto autorisiert hat, darf sie nicht sehen.',
  'errors.gitlab.notJson':
    'Eine Antwort von GitLab ist kein JSON ({what}). Steht etwas anderes vor diesem GitLab?',
  'errors.gitlab.notAsDocumented':
    'Eine Antwort von GitLab ist nicht wie dokumentiert ({what}; {where}: {problem}).',
  'errors.host.cannotAnswer':
    '{host} kann gerade nicht antworten (HTTP {status}). Warten Sie einen Moment und versuchen Sie es erneut.',
  'errors.host.noGitlab':
    'Unter {host} gibt es kein GitLab: Die API antwortet dort nicht. Geben Sie die Adresse ein, die der Browser auf der Startseite von GitLab zeigt, gegebenenfalls mit Pfad, zum Beispiel https://example.com/gitlab.',
  'errors.host.redirects':
    '{host} leitet anderswohin um. Eine Anmeldeseite oder ein Proxy vor GitLab kann das tun: Lassen Sie die API (/api/v4) und /oauth durch.',
  'errors.host.redirectsTo':
    '{host} leitet anderswohin um. Wenn GitLab unter {base} ist, geben Sie das als Host-URL ein.',
  'errors.host.notAsGitlab': '{host} hat geantwortet, aber nicht wie GitLab. Prüfen Sie die Host-URL.',
  'errors.host.slowDown':
    '{host} bittet um weniger Anfragen. Warten Sie eine Minute und versuchen Sie es erneut.',
  'errors.host.notWell': '{host} hat gerade Probleme (HTTP {status}). Versuchen Sie es später erneut.',
  'errors.host.useShown': '{host} leitet anderswohin um. Verwenden Sie die Adresse, die GitLab selbst zeigt.',
  'errors.host.refused': '{host} hat die Anfrage abgelehnt (HTTP {status}). Versuchen Sie es erneut.',
  'errors.network.timeout':
    '{host} hat nicht rechtzeitig geantwortet. Prüfen Sie, dass der Server läuft und diese App ihn durch jede Firewall erreicht.',
  'errors.network.certificateExpired': 'Das Zertifikat von {host} ist abgelaufen. Erneuern Sie es dort.',
  'errors.network.certificateOther':
    'Das Zertifikat von {host} gilt für einen anderen Hostnamen. Verwenden Sie den Namen, für den es gilt, oder installieren Sie das richtige.',
  'errors.network.certificateUntrusted':
    'Dem Zertifikat von {host} wird nicht vertraut. Installieren Sie dort eines einer bekannten Zertifizierungsstelle mit vollständiger Kette, oder bitten Sie den Betreiber dieser App, Ihre Zertifizierungsstelle mit NODE_EXTRA_CA_CERTS hinzuzufügen.',
  'errors.network.notFound':
    'Der Hostname von {host} wurde nicht gefunden. Prüfen Sie die Schreibweise und ob der Name im Netz dieser App bekannt ist.',
  'errors.network.refuses': '{host} lehnt Verbindungen ab. Prüfen Sie den Port und ob der Server läuft.',
  'errors.network.noHttps':
    '{host} spricht nicht wie erwartet HTTPS. Prüfen Sie die Adresse: http oder https, und den Port.',
  'errors.network.broke': '{host} hat die Verbindung abgebrochen. Versuchen Sie es gleich noch einmal.',
  'errors.network.noWay':
    'Aus dem Netz dieser App führt kein Weg zu {host}. Prüfen Sie die Adresse und jede Firewall.',
  'errors.network.unreachable':
    '{host} ist nicht erreichbar. Prüfen Sie die Adresse und jede Firewall oder jeden Proxy dazwischen.',
  'errors.network.private':
    '{host} ist eine private Adresse, und diese App ruft nur öffentliche auf. Wenn sie Ihnen gehört, bitten Sie den Betreiber dieser App, sie zu PRIVATE_HOSTS hinzuzufügen.',
  'errors.jira.forbidden':
    'Jira lässt diese App das nicht tun. Aktualisieren Sie die App in Jira oder installieren Sie sie neu, damit sie ihre Berechtigungen hat.',
  'errors.jira.unavailable': 'Jira ist gerade nicht verfügbar ({status}).',
  'errors.jira.unexpected': 'Jira hat unerwartet geantwortet ({status}).',
  'errors.jira.itSaid': '{what} Es meldete: {words}',
  'errors.address.noUser': 'Lassen Sie Benutzernamen und Passwort in der Adresse weg.',
  'errors.address.noQuery': 'Die Adresse darf keinen Teil mit „?“ oder „#“ haben. {example}',
  'errors.address.https':
    'Die Adresse muss mit https:// beginnen, weil darüber Token übertragen werden. Einfaches http gibt es nur für Hosts, die der Betreiber dieser App in PRIVATE_HOSTS aufführt.',
  'errors.answerTooLarge':
    '{host} hat mit mehr als {most, number} Bytes geantwortet; das ist mehr, als diese App auf einmal annimmt. Prüfen Sie, ob die Adresse stimmt.',
  'errors.formUnreadable': 'Das Formular kann nicht gelesen werden.',
  'errors.gitlab.graphql': 'Das GraphQL von GitLab hat die Anfrage nach Merge-Requests abgelehnt: {words}',
  'errors.jira.refusesAll':
    'Jira lehnt alles ab, was gesendet wird, zuletzt mit diesen Worten: {reason} Es wird später erneut versucht; nichts geht verloren.',
  'errors.jira.tooLarge': 'Für Jira ist es selbst allein zu groß.',
  'errors.jira.refusedSilently': 'Jira hat es abgelehnt, ohne den Grund zu nennen.',
  'errors.jira.rejectedSilently': 'Jira hat es zurückgewiesen, ohne den Grund zu nennen.',
  'errors.jira.notDeleted': 'Jira hat es nicht gelöscht ({status}). {words}',
  'errors.jira.saidNothing': 'Einen Grund hat es nicht genannt.',
  'errors.jira.mayNotLink':
    'Der Benutzer der App in Jira darf Vorgänge dieses Projekts nicht verknüpfen. Geben Sie ihm dort die Berechtigung „Vorgänge verknüpfen“.',
  'errors.jira.notTranslated': 'Diese App konnte es nicht für Jira schreiben.',
  'errors.gitlab.what.a-deployment': 'ein Deployment',
  'errors.gitlab.what.a-pipeline': 'eine Pipeline',
  'errors.gitlab.what.an-environment': 'eine Umgebung',
  'errors.gitlab.what.environments': 'Umgebungen',
  'errors.gitlab.what.approvals': 'Genehmigungen',
  'errors.gitlab.what.changed-files': 'geänderte Dateien',
  'errors.gitlab.what.its-version': 'seine Version',
  'errors.gitlab.what.merge-requests-of-a-deployment': 'Merge-Requests eines Deployments',
  'errors.gitlab.what.projects': 'Projekte',
  'errors.gitlab.what.reviewers': 'Reviewer',
  'errors.gitlab.what.test-reports': 'Testberichte',
  'errors.gitlab.what.the-author-of-a-commit': 'der Autor eines Commits',
  'errors.gitlab.what.the-branch': 'der Branch',
  'errors.gitlab.what.the-merge-request': 'der Merge-Request',
  'errors.gitlab.what.the-new-branch': 'der neue Branch',
  'errors.gitlab.what.the-new-merge-request': 'der neue Merge-Request',
  'errors.gitlab.what.the-project': 'das Projekt',
  'errors.gitlab.what.the-team-or-user-account': 'das Team- oder Benutzerkonto',
  'errors.gitlab.what.the-user': 'der Benutzer',
  'errors.gitlab.what.the-version-of-GitLab': 'die Version von GitLab',
  'errors.gitlab.what.the-addresses-of-the-user': 'die E-Mail-Adressen des Benutzers',
};
