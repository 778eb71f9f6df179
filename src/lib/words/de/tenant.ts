import type { Translation } from '../translation.ts';

export const tenant: Translation = {
  'tenant.getStarted.title': 'Erste Schritte',
  'tenant.getStarted.installed': '{appName} ist installiert',
  'tenant.getStarted.lead':
    'Verknüpfen Sie eine GitLab-Gruppe oder einen persönlichen Namensraum. Deren Branches, Commits und Merge-Requests erscheinen dann an den Jira-Vorgängen, die sie nennen, einschließlich der gesamten Historie.',
  'tenant.getStarted.application':
    'Erstellen Sie in GitLab eine OAuth-Anwendung mit dem Scope <code>api</code>. Die nächste Seite zeigt ihre Redirect-URL und führt zur richtigen Seite Ihres GitLab.',
  'tenant.getStarted.link':
    'Verknüpfen Sie die Gruppe oder den Namensraum mit Client-ID und Client-Secret der Anwendung.',
  'tenant.getStarted.keys':
    'Schreiben Sie Vorgangsschlüssel wie <code>PROJ-12</code> in Branch-Namen, Commit-Nachrichten und Merge-Request-Titel.',
  'tenant.getStarted.open': 'GitLab-Konto verknüpfen',
  'tenant.nav.label': 'Seiten',
  'tenant.nav.accounts': 'DVCS-Konten',
  'tenant.nav.smartCommits': 'Smart Commits',
  'tenant.nav.tryLine': 'Zeile ausprobieren',
  'tenant.nav.authors': 'Autoren',
  'tenant.nav.identity': 'Meine GitLab-Identität',
  'tenant.nav.mine': 'Meine Smart Commits',
  'tenant.nav.skip': 'Zum Inhalt springen',
  'tenant.nav.site': 'Jira-Site',
  'tenant.nav.signedInAs': 'Angemeldet als {name}',
  'tenant.nav.signOut': 'Abmelden',
  'tenant.signIn.title': 'Anmelden',
  'tenant.signIn.signedOut': 'Sie sind abgemeldet.',
  'tenant.signIn.site': 'Adresse Ihres Jira',
  'tenant.signIn.site.hint':
    'Für ein Jira Data Center oder Jira Server, etwa https://jira.example.com. Sie melden sich dort an.',
  'tenant.signIn.next': 'Weiter',
  'tenant.signIn.noSite':
    'Kein Jira mit dieser Adresse ist mit diesem Server verbunden. Prüfen Sie die Adresse oder fragen Sie den Betreiber dieses Servers.',
  'tenant.signIn.inSite':
    'Sie melden sich bei {site} an; dort werden Sie gefragt, ob diese App erfahren darf, wer Sie sind.',
  'tenant.signIn.continue': 'Weiter zu {site}',
  'tenant.signIn.inJira':
    'Wenn Ihr Jira diese App hat, brauchen Sie keine Anmeldung: Öffnen Sie die App in Jira.',
  'tenant.signIn.byLink':
    'Wenn Ihre Jira-Cloud-Site über OAuth-Anmeldedaten verbunden oder Ihr Jira Data Center älter als 8.22 ist, bitten Sie den Betreiber dieses Servers um einen Anmeldelink. Er gilt einmal, 15 Minuten lang.',
  'tenant.signIn.linkHint':
    'Dieser Link meldet Sie einmal an, als Administrator einer Jira-Site auf diesem Server.',
  'tenant.signIn.button': 'Anmelden',
  'tenant.signIn.noToken':
    'Diese Adresse ist kein vollständiger Anmeldelink. Kopieren Sie ihn ganz, mit dem, was hinter dem # steht.',
  'tenant.signIn.linkGone':
    'Dieser Anmeldelink kann nicht mehr verwendet werden: Er wurde benutzt, ist älter als 15 Minuten oder nicht vollständig. Bitten Sie den Betreiber dieses Servers um einen neuen.',
  'tenant.signIn.tooMany': 'Es gab zu viele Anmeldeversuche. Versuchen Sie es um {until} erneut.',
  'tenant.session.ended':
    'Ihre Sitzung ist beendet. Melden Sie sich in einem anderen Tab erneut an, kehren Sie dann zurück und versuchen Sie es noch einmal: Was Sie eingegeben haben, ist noch hier.',
  'tenant.session.signInAgain': 'Erneut anmelden',
  'tenant.session.notOurs':
    'Diese Anfrage kam nicht von einer Seite dieser App oder von einer zu alten. Nichts wurde geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'tenant.notAccepted':
    'Jira akzeptiert diese Installation der App nicht mehr. Bitten Sie einen Jira-Administrator, sie zu aktualisieren oder neu zu installieren.',
  'tenant.movedAddress':
    'Jira antwortet von einer anderen Adresse: Die Site wurde umbenannt oder verschoben. Aktualisieren Sie die App in Jira oder installieren Sie sie neu; so erfahren wir die neue Adresse.',
  'tenant.gone': 'Die App ist in dieser Jira-Site nicht mehr installiert. Installieren Sie sie erneut.',
  'tenant.cannotActAsUsers':
    'Diese Installation kann nicht als Benutzer handeln. Aktualisieren Sie die App in Jira, um es zu erlauben.',
  'tenant.noTokens':
    'Atlassian gibt gerade keine Zugriffstoken aus. Versuchen Sie es in einer Minute erneut.',
  'tenant.cannotActAsPerson':
    'Jira lässt die App nicht als diese Person handeln. Vielleicht hat sie die Site verlassen.',
  'tenant.notInstalled':
    'Die App ist in dieser Jira-Site nicht installiert. Installieren Sie sie und öffnen Sie dann diese Seite.',
  'tenant.switchedOff':
    'Die App ist in dieser Jira-Site abgeschaltet. Aktivieren Sie sie in Jira unter „Apps verwalten“.',
  'tenant.notVouched': 'Jira hat sich nicht für diese Seite verbürgt. Öffnen Sie sie erneut aus Jira.',
  'tenant.openTooLong': 'Diese Seite war zu lange geöffnet. Laden Sie sie in Jira neu.',
  'tenant.goneThenOpen':
    'Die App ist in dieser Jira-Site nicht mehr installiert. Installieren Sie sie und öffnen Sie dann diese Seite.',
  'tenant.noLicence':
    'Die App hat in dieser Jira-Site keine aktive Lizenz: Bis dahin wird nichts synchronisiert. Nichts ist verloren.',
  'tenant.notHowAsked': 'So fragt die App nicht nach einer Seite. Laden Sie sie in Jira neu.',
  'tenant.nobodyOpens': 'Jira hat nicht gesagt, wer diese Seite öffnet. Öffnen Sie sie erneut aus Jira.',
  'tenant.notVouchedForYou': 'Jira verbürgt sich hier nicht mehr für Sie. Laden Sie die Seite in Jira neu.',
  'tenant.callNotVouched':
    'Atlassian hat sich nicht für diesen Aufruf verbürgt. Öffnen Sie die Seite erneut aus Jira.',
  'tenant.callNotSigned':
    'Dieser Aufruf ist nicht von Atlassian signiert. Öffnen Sie die Seite erneut aus Jira.',
  'tenant.notSetUpForForge': 'Dieser Server ist nicht für Forge eingerichtet. Setzen Sie dort FORGE_APP_ID.',
  'tenant.whoAdministers':
    'Jira sagt gerade nicht, wer es verwalten darf. Versuchen Sie es in einer Minute erneut.',
  'tenant.ended': 'Dieser Aufruf gehört zu einer beendeten Installation. Laden Sie die Seite in Jira neu.',
  'tenant.onlyAdmins':
    'Nur Jira-Administratoren können diese Seite verwenden. Fragen Sie einen von ihnen oder bitten Sie um die Berechtigung „Jira verwalten“.',
  'tenant.notHere': 'Diese Jira-Site ist hier nicht installiert. Installieren Sie zuerst die App in Jira.',
  'tenant.stoppedCalling': 'Jira ruft diese App nicht mehr auf und kennt sie nicht.',
  'tenant.limited': 'Es wird bis {until} auf Jira gewartet: Jira nimmt vorerst keine Anfragen mehr an.',
  'tenant.noCallYet':
    'Jira hat diese App noch nicht aufgerufen; es wird auf den nächsten stündlichen Aufruf gewartet, der den Zugriff auf Jira bringt.',
  'tenant.noCallForHours':
    'Jira hat diese App seit {hours, plural, one {einer Stunde} other {# Stunden}} nicht aufgerufen; es wird auf den nächsten stündlichen Aufruf gewartet, der den Zugriff auf Jira bringt.',
  'tenant.authorized.service': 'Jira hat der App Zugriff gegeben',
  'tenant.authorized.asUser':
    'In {site} handelt die App als {name}: Ihre Verknüpfungen und was sie für Personen tut, die sie nicht selbst autorisiert haben, erscheinen unter diesem Namen.',
  'tenant.authorized.noAdmin':
    '{name} verwaltet weder Jira noch, womöglich, dessen Projekte. Dann werden Smart Commits nur für Personen ausgeführt, die die App selbst autorisiert haben: Jira nennt die Berechtigungen anderer nur Administratoren.',
  'tenant.authorized.back': 'Zurück zu Jira',
  'tenant.lacks.issues':
    'Diese Jira-Site ist über OAuth-Anmeldedaten verbunden, mit denen diese App Vorgänge weder lesen noch ändern kann. Jira zeigt Branches, Commits, Merge-Requests, Builds, Deployments und Feature-Flags selbst an seinen Vorgängen und führt Smart Commits selbst aus; das Ergebnis ist dort zu sehen.',
  'tenant.lacks.people':
    'Diese Jira-Site ist über OAuth-Anmeldedaten verbunden, mit denen diese App ihre Benutzer nicht finden kann. Jira findet den Autor eines Smart Commits selbst anhand der E-Mail-Adresse.',
  'tenant.lacks.person':
    'Diese Seite handelt von einer Person in Jira, und Sie sind über einen Anmeldelink des Betreibers dieses Servers hier. Melden Sie sich über Jira an, um sie zu sehen, wo Ihre Jira-Version das zulässt.',
  'tenant.noForgeKeys':
    'Atlassian gibt gerade die Schlüssel von Forge nicht aus. Versuchen Sie es in einer Minute erneut.',
  'tenant.nav.guest': 'Gast des Betreibers',
};
