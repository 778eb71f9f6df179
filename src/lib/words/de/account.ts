import type { Translation } from '../translation.ts';

export const account: Translation = {
  'account.link': 'GitLab-Konto verknüpfen',
  'account.link.lead':
    'Drei Schritte, die geprüft werden, während Sie tippen. Sie brauchen einen GitLab-Benutzer, der die Projekte sehen darf, und einige Minuten.',
  'account.link.steps': 'Schritte',
  'account.link.where': 'Wo',
  'account.link.what': 'Was',
  'account.link.application': 'Anwendung',
  'account.link.where.title': 'Wo ist GitLab?',
  'account.link.what.title': 'Welche Projekte?',
  'account.link.application.title': 'Mit welcher Anwendung?',
  'account.link.next': 'Weiter',
  'account.link.back': 'Zurück',
  'account.link.add': 'Hinzufügen',
  'account.link.cancel': 'Abbrechen',
  'account.link.notAdded':
    'Das Konto wurde nicht hinzugefügt. Berichtigen Sie, was unten markiert ist; das Client-Secret muss erneut eingegeben werden.',
  'account.link.checks': 'Was festgestellt wurde',
  'account.link.where.help': 'Was nötig ist',
  'account.link.where.help.version': 'GitLab 13.0 oder neuer; neuere können mehr.',
  'account.link.where.help.reach':
    'Diese App muss GitLab über https erreichen, mit einem Zertifikat, dem sie vertraut. Ein GitLab in einem privaten Netz muss der Betreiber der App erlauben.',
  'account.link.where.help.back':
    'GitLab meldet der App binnen Sekunden, was geschieht, wo es die Adresse der App erreicht. Wo nicht, erscheinen Änderungen mit der stündlichen Aktualisierung.',
  'account.link.what.help': 'Was nach Jira kommt',
  'account.link.what.help.all':
    'Alle Projekte der Gruppe und ihrer Untergruppen oder des persönlichen Namensraums, mit ihrer gesamten Historie: Branches, Commits, Merge-Requests, Builds, Deployments und Feature-Flags, die einen Vorgang nennen.',
  'account.link.what.help.one': 'Jedes Repository lässt sich danach ab- und wieder anschalten.',
  'account.link.what.help.smart':
    'Frühere Commits lösen in Vorgängen nichts aus, nur solche, die von nun an gepusht werden.',
  'account.field.host': 'Host',
  'account.field.host.gitlab': 'GitLab',
  'account.field.host.selfManaged': 'GitLab Self-Managed',
  'account.field.hostUrl': 'Host-URL',
  'account.field.hostUrl.hint': 'Etwa https://gitlab.example.com oder https://example.com/gitlab',
  'account.field.namespace': 'Team- oder Benutzerkonto',
  'account.field.namespace.hint':
    'Der Pfad einer Gruppe, etwa group oder group/subgroup, oder der Benutzername eines persönlichen Namensraums. Auch die Adresse der Seite genügt.',
  'account.field.clientId': 'Client-ID',
  'account.field.clientId.hint': 'Was GitLab Application ID nennt',
  'account.field.clientSecret': 'Client-Secret',
  'account.field.clientSecret.hint': 'Wird verschlüsselt aufbewahrt und nie wieder gezeigt',
  'account.field.repositories': 'Repositorys',
  'account.field.autoLink': 'Neue Repositorys automatisch verknüpfen',
  'account.field.autoLink.hint': 'Projekte, die später in GitLab entstehen, werden von selbst verknüpft.',
  'account.field.smartCommits': 'Smart Commits aktivieren',
  'account.field.smartCommits.hint':
    'Mit Commit-Nachrichten kommentieren, Arbeit protokollieren und den Status von Vorgängen ändern.',
  'account.form.namespace.empty':
    'Geben Sie den Pfad einer Gruppe ein, etwa group oder group/subgroup, oder den Benutzernamen eines persönlichen Namensraums.',
  'account.form.namespace.wrong':
    'Das ist kein Pfad einer Gruppe oder eines Benutzers. Kopieren Sie ihn aus der Adresse der Seite, etwa group/subgroup.',
  'account.form.clientId': 'Geben Sie die Application ID ein, die GitLab für die Anwendung zeigt.',
  'account.form.clientSecret':
    'Geben Sie das Secret ein, das GitLab beim Speichern der Anwendung gezeigt hat.',
  'account.form.unknownClient':
    'GitLab kennt diese Client-ID mit diesem Client-Secret nicht. Kopieren Sie beide noch einmal aus der Anwendung in GitLab; das Secret wird nur einmal gezeigt, und „Renew secret“ erzeugt ein neues.',
  'account.check.answers': 'Unter {hostUrl} antwortet GitLab.',
  'account.check.recent':
    'Es ist GitLab 15.2 oder neuer. Die genaue Version wird gelesen, wenn Sie das Konto autorisieren.',
  'account.check.older':
    'Es ist älter als GitLab 15.2. Die App arbeitet mit 13.0 und neuer; welche Version es ist, sagt GitLab erst, wenn Sie das Konto autorisieren.',
  'account.check.linked':
    'Dieses Konto ist bereits mit Jira verknüpft. Öffnen Sie <page>{path}</page>, statt es noch einmal hinzuzufügen.',
  'account.check.found.group': 'Gefunden: die Gruppe {name} mit ihren Untergruppen.',
  'account.check.found.user': 'Gefunden: der persönliche Namensraum von {name}.',
  'account.check.hidden':
    'GitLab zeigt niemandem, der nicht angemeldet ist, eine Gruppe oder einen Benutzer {path}. So ist es mit allem Privaten: Ob es das gibt, zeigt sich, wenn Sie das Konto autorisieren.',
  'account.check.known': 'GitLab kennt diese Anwendung.',
  'account.check.tooMany':
    'Binnen einer Minute wurden zu viele Adressen geprüft. Warten Sie eine Minute und versuchen Sie es dann erneut.',
  'account.guide.title': 'Die Anwendung in GitLab erstellen',
  'account.redirectUrl': 'Redirect-URL',
  'account.copy': 'Kopieren',
  'account.guide.open': 'Öffnen Sie die Seite für Anwendungen auf {host}:',
  'account.guide.group':
    'für eine Gruppe <gitlab>die Anwendungen von {path}</gitlab>, als Eigentümer der Gruppe;',
  'account.guide.anyGroup':
    'für eine Gruppe deren Seite <em>Einstellungen → Anwendungen</em>, als Eigentümer der Gruppe;',
  'account.guide.user':
    'für mehrere Gruppen melden Sie sich als eigener GitLab-Benutzer <code>jira</code> an, der für nichts anderes verwendet wird, und öffnen <gitlab>dessen Anwendungen</gitlab>;',
  'account.guide.admin':
    'für die ganze Instanz erstellen Sie als Administrator <gitlab>eine instanzweite Anwendung</gitlab>;',
  'account.guide.own': 'sonst <gitlab>Ihre eigenen Anwendungen</gitlab> (Profil bearbeiten → Anwendungen).',
  'account.guide.add':
    'Fügen Sie eine Anwendung mit beliebigem Namen hinzu, mit der Redirect-URL oben, dem Haken bei <em>Vertraulich</em> (Confidential) und nur dem Scope <code>api</code>.',
  'account.guide.save':
    'Speichern Sie sie und kopieren Sie <em>Anwendungs-ID</em> (Application ID) und <em>Secret</em> in das Formular.',
  'account.guide.sees': 'Die App sieht in GitLab dann, was der Benutzer sieht, der sie autorisiert.',
  'account.client.title': 'OAuth-Einstellungen zurücksetzen',
  'account.client.lead': 'Für {path} auf {host}. Repositorys und alles Importierte bleiben, wie sie sind.',
  'account.client.notChanged':
    'Nichts wurde geändert. Berichtigen Sie, was unten markiert ist; das Client-Secret muss erneut eingegeben werden.',
  'account.client.token': 'Token von',
  'account.client.nobody': 'Noch niemand',
  'account.client.whose':
    'Die App sieht in GitLab, was dieser Benutzer sieht. Wer sich als Nächstes in GitLab anmeldet und den Zugriff erlaubt, ist es ab dann.',
  'account.client.save': 'Speichern',
  'account.client.only': 'Ohne Änderung erneut autorisieren',
  'account.client.guide': 'Die Anwendung in GitLab',
  'account.notThere': 'Dieses Konto gibt es nicht mehr. Kehren Sie zur Liste der Konten zurück.',
  'account.noSuch':
    'Dieses Konto gibt es nicht. Vielleicht wurde es entfernt; sehen Sie in der Liste der Konten nach.',
  'account.noSuchSetting': 'Diese Einstellung gibt es nicht. Laden Sie die Seite neu.',
  'account.removed': 'Dieses Konto wurde entfernt. Kehren Sie zur Liste der Konten zurück.',
  'account.removedAlready': 'Dieses Konto wurde bereits entfernt. Kehren Sie zur Liste der Konten zurück.',
  'account.removedMeanwhile':
    'Dieses Konto wurde inzwischen entfernt. Kehren Sie zu Jira zurück und fügen Sie es wieder hinzu.',
  'account.linkAgain': 'Dieses Konto wurde entfernt. Verknüpfen Sie es in Jira unter „DVCS-Konten“ erneut.',
  'account.oauth.noApi':
    'Der Anwendung in GitLab fehlt der Scope „api“. Setzen Sie dort den Haken bei „api“, speichern Sie und versuchen Sie es erneut.',
  'account.oauth.grantedWithoutApi':
    'GitLab hat Zugriff ohne den Scope „api“ gewährt. Setzen Sie an der Anwendung in GitLab den Haken bei „api“, speichern Sie und versuchen Sie es erneut.',
  'account.oauth.onlyAdmins':
    'Nur Jira-Administratoren können Konten verknüpfen, und Sie sind keiner mehr. Bitten Sie einen Administrator, es zu autorisieren.',
  'account.oauth.continueInJira':
    'Kehren Sie zu der Seite zurück, von der Sie kamen, und wählen Sie dort „Weiter“.',
  'account.rules.tooLong': 'Diese Regeln sind zu lang. Verwenden Sie weniger.',
  'account.smartCommits.choose':
    'Wählen Sie, wer Smart Commits ausführt: eine der Möglichkeiten, die die Seite zeigt.',
  'account.token.stopping': 'Der Prozess wird angehalten; die Arbeit geht auf einem anderen weiter.',
  'account.token.renewing':
    'Ein anderer Prozess erneuert noch den Zugriff auf GitLab. Versuchen Sie es in einer Minute erneut.',
  'account.token.siteLeft': 'Es wird gewartet, bis GitLab erfahren hat, dass diese Site gegangen ist.',
  'account.state.pending': 'Noch nicht autorisiert',
  'account.state.active': 'Verknüpft',
  'account.state.needs_authorization': 'Muss erneut autorisiert werden',
  'account.state.removed': 'Entfernt',
  'account.kind.group': 'Gruppe mit Untergruppen',
  'account.kind.user': 'Persönlicher Namensraum',
  'account.version': 'GitLab {version}',
  'account.versionEnterprise': 'GitLab {version}, Enterprise Edition',
  'account.pathOnHost': '{path} auf {host}',
  'account.linkOnHost': '<gitlab>{path}</gitlab> auf {host}',
  'account.list.lead':
    'Verbinden Sie GitLab-Gruppen und persönliche Namensräume mit Jira. Ihre Branches, Commits, Merge-Requests, Builds, Deployments und Feature-Flags erscheinen an den Vorgängen, die sie nennen.',
  'account.list.leadLinks':
    'Verbinden Sie GitLab-Gruppen und persönliche Namensräume mit Jira. Ihre Branches, Merge-Requests, Builds, Deployments und Feature-Flags werden Verknüpfungen der Vorgänge, die sie nennen.',
  'account.list.smartCommits': 'Smart Commits',
  'account.list.authors': 'Autoren von Commits',
  'account.list.owner': 'Autorisiert von {owner}',
  'account.list.more': 'Mehr',
  'account.list.moreFor': 'Mehr zu {name}',
  'account.list.menu': 'Was mit {name} geschehen soll',
  'account.list.refresh': 'Repositorys aktualisieren',
  'account.list.defaults': 'Vorgaben einstellen',
  'account.list.remove': 'Entfernen',
  'account.list.empty': 'Noch keine Konten',
  'account.list.empty.words':
    'Verknüpfen Sie eine GitLab-Gruppe oder einen persönlichen Namensraum. Alles darin wird importiert, mit seiner gesamten Historie.',
  'account.show.loading': 'Repositorys werden geladen …',
  'account.show.pending': 'Dieses Konto ist noch nicht autorisiert',
  'account.show.pending.words':
    'GitLab ist nicht mit einer Autorisierung zurückgekehrt. Wenn es eine Fehlerseite gezeigt hat, sehen Sie unten, was sie bedeutet.',
  'account.show.authorize': 'Autorisieren',
  'account.show.again': 'Dieses Konto muss erneut autorisiert werden',
  'account.show.authorizeAgain': 'Erneut autorisieren',
  'account.show.foreign':
    'Dieser persönliche Namensraum gehört nicht @{owner}; dieser Benutzer hat das Konto autorisiert. Gefunden werden nur Projekte, die @{owner} sehen kann; für alle muss der Eigentümer des Namensraums das Konto autorisieren.',
  'account.show.settings': 'Einstellungen',
  'account.show.commits': 'Was Commits verlangt haben',
  'account.show.connection': 'Verbindung',
  'account.show.owner': 'Autorisiert von',
  'account.show.lacks': 'In diesem GitLab nicht vorhanden',
  'account.show.waits': 'Was wartet',
  'account.show.remove': 'Konto entfernen',
  'account.switch.autoLink': 'Neue Repositorys automatisch verknüpfen',
  'account.switch.autoLink.hint': 'Projekte, die später in GitLab entstehen, werden von selbst verknüpft.',
  'account.switch.smartCommits': 'Smart Commits aktivieren',
  'account.switch.smartCommits.hint': 'Für neue Repositorys. Jedes Repository hat seinen eigenen Schalter.',
  'account.switch.includeArchived': 'Archivierte Projekte einbeziehen',
  'account.switch.includeArchived.hint':
    'Archivierte Projekte werden wie die anderen importiert. Ohne sie verschwindet aus Jira, was aus ihnen kam.',
  'account.switch.lowerCaseKeys': 'Vorgangsschlüssel in Kleinbuchstaben finden',
  'account.switch.lowerCaseKeys.hint':
    'abc-12 gilt als ABC-12. Kann Schlüssel finden, wo keiner gemeint war. Jedes Umschalten liest alle Repositorys des Kontos neu.',
  'account.archived.sure':
    '{count, plural, one {# archiviertes Repository ist aktiviert. Ohne archivierte Projekte verschwindet es aus Jira, mit allem, was aus ihm kam.} other {# archivierte Repositorys sind aktiviert. Ohne archivierte Projekte verschwinden sie aus Jira, mit allem, was aus ihnen kam.}} Ist der Schalter wieder an, wird alles davon neu importiert.',
  'account.archived.leaveOut': 'Archivierte Projekte weglassen',
  'account.rules': 'Arten von Umgebungen',
  'account.rules.hint':
    'Eine Regel je Zeile, etwa <code>eu-* = production</code>; die erste, die passt, gilt. Arten: production, staging, testing, development, unmapped. Ohne Regel entscheidet die Bereitstellungsstufe (deployment tier) in GitLab, dann der Name.',
  'account.rules.saved':
    'Gespeichert. Deployments und Feature-Flags, deren Art sich ändert, werden erneut gesendet.',
  'account.runner': 'Wer Smart Commits ausführt',
  'account.runner.app': 'Diese App',
  'account.runner.app.hint':
    'Jeder Befehl wird im Namen des Commit-Autors ausgeführt, der anhand seiner E-Mail-Adresse, einer Zuordnung oder seiner eigenen Verknüpfung gefunden wird; das Ergebnis wird angezeigt und kann erneut ausgeführt werden.',
  'account.runner.jira': 'Jira',
  'account.runner.jira.hint':
    'Jira liest die Nachrichten neuer Commits selbst und findet den Autor anhand der E-Mail-Adresse. Diese App erfährt das Ergebnis nicht, und die Einstellungen für überprüfte Autoren und für Fehlschläge gelten nicht.',
  'account.runner.nobody': 'Niemand',
  'account.runner.nobody.hint': 'Commits erscheinen an ihren Vorgängen, und ihre Befehle bewirken nichts.',
  'account.runner.here': 'Wo diese App sie ausführt',
  'account.runner.trusted': 'Nur überprüften Autoren vertrauen',
  'account.runner.trusted.hint':
    'Ein Commit zählt nur, wenn sein Autor ihn selbst zu GitLab gepusht hat. Ohne dies kann jeder, der pushen darf, die Adresse eines anderen in einen Commit schreiben.',
  'account.runner.tell': 'Am Vorgang melden, wenn ein Befehl fehlschlägt',
  'account.runner.tell.hint':
    'Die App fügt einen Kommentar mit dem Grund hinzu. Autoren sehen ihre Fehlschläge in jedem Fall auf ihrer eigenen Seite.',
  'account.runner.saved': 'Gespeichert. Es gilt für Commits von jetzt an und für Befehle, die noch warten.',
  'account.continue.title': 'Weiter in GitLab',
  'account.continue.loggedIn':
    'Stellen Sie sicher, dass Sie bei {host} angemeldet sind, bevor Sie „Weiter“ wählen.',
  'account.continue.then':
    'GitLab bittet Sie, den Zugriff zu erlauben, und bringt Sie dann zurück zu Jira. Die App sieht in GitLab, was dieser Benutzer sieht. Sie haben 10 Minuten.',
  'account.continue.continue': 'Weiter',
  'account.errors.title': 'GitLab zeigt stattdessen einen Fehler',
  'account.errors.redirect':
    'Die Redirect-URL der Anwendung in GitLab weicht von der ab, die diese App zeigt. Fügen Sie sie dort noch einmal ein, speichern Sie und kehren Sie hierher zurück.',
  'account.errors.scope':
    'Setzen Sie an der Anwendung in GitLab den Haken beim Scope <code>api</code>, speichern Sie und kehren Sie hierher zurück.',
  'account.errors.client':
    'Die Anwendung wurde in GitLab gelöscht. Erstellen Sie eine neue und geben Sie deren Client-ID und Client-Secret auf der Seite des Kontos ein.',
  'account.form.hostUrl':
    'Geben Sie eine Adresse ein, etwa https://gitlab.example.com oder https://example.com/gitlab.',
  'account.rules.tooMany': 'Es sind {count, number} Regeln; verwenden Sie höchstens {most, number}.',
  'account.rules.noRule':
    'Zeile {line, number}: Schreiben Sie den Namen einer Umgebung, ein Gleichheitszeichen und ihre Art, etwa „eu-* = production“.',
  'account.rules.longName': 'Zeile {line, number}: Namen haben höchstens {most, number} Zeichen.',
  'account.rules.noType': 'Zeile {line, number}: „{word}“ ist keine Art. Verwenden Sie {types}.',
  'account.lacks.reviewers':
    'Merge-Requests mit Reviewern in einer Anfrage (GitLab 14.0): Sie werden einzeln gelesen, was länger dauert.',
  'account.lacks.hookTests':
    'Testanfragen an Webhooks (GitLab 17.1): Ein abgeschalteter wird durch erneutes Speichern zurückgeholt, oder er kommt von selbst zurück.',
  'account.lacks.signedEvents':
    'Signierte Ereignisse (GitLab 19.0): Ereignissen wird anhand ihres Secret-Tokens vertraut.',
  'account.lacks.groupHooks':
    'Gruppen-Webhooks (GitLab Premium und Ultimate): Jedes Repository hat seinen eigenen Webhook.',
};
