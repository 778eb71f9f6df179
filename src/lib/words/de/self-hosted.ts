import type { Translation } from '../translation.ts';

export const selfHosted: Translation = {
  'selfHosted.address':
    'Geben Sie eine Adresse ein, etwa https://jira.example.com oder https://example.com/jira.',
  'selfHosted.notLetIn':
    'Dieses Jira hat der App noch keinen Zugriff gegeben. Sein Administrator autorisiert sie über den Link, den „npm run cli -- tenants authorize-self-hosted“ ausgibt. Was zu senden ist, wartet; nichts geht verloren.',
  'selfHosted.revoked':
    'Jira akzeptiert die Autorisierung nicht mehr: Sie wurde widerrufen, oder die Anwendungsverknüpfung wurde gelöscht. Autorisieren Sie die App erneut mit „npm run cli -- tenants authorize-self-hosted“. Was zu senden ist, wartet; nichts geht verloren.',
  'selfHosted.tokenEnded':
    'Jira akzeptiert das persönliche Zugriffstoken nicht mehr: Es ist abgelaufen oder wurde widerrufen. Erstellen Sie in Jira ein neues und geben Sie es an „npm run cli -- tenants authorize-self-hosted“. Was zu senden ist, wartet; nichts geht verloren.',
  'selfHosted.personRevoked':
    'Jira akzeptiert nicht mehr, was diese Person autorisiert hat. Sie kann die App erneut autorisieren.',
  'selfHosted.personNotAuthorized':
    'Diese Person hat die App in Jira nicht autorisiert oder tut es nicht mehr.',
  'selfHosted.renewing':
    'Ein anderer Prozess erneuert noch den Zugriff auf Jira. Versuchen Sie es bald erneut.',
  'selfHosted.refusesFresh':
    'Jira lehnt sogar ein Token ab, das es gerade ausgegeben hat: Etwas davor verlangt eine Anmeldung, oder dessen Benutzer wurde deaktiviert. Es wird erneut gefragt; nichts geht verloren.',
  'selfHosted.redirected':
    'Die Adresse von Jira führt anderswohin: Die Basis-URL hat sich geändert, oder eine Anmeldeseite steht vor der REST-API. Fügen Sie die Site mit ihrer neuen Adresse hinzu, oder lassen Sie die REST-API durch. Nichts geht verloren.',
  'selfHosted.redirectedTo':
    'Die Adresse von Jira führt anderswohin (zu {host}): Die Basis-URL hat sich geändert, oder eine Anmeldeseite steht vor der REST-API. Fügen Sie die Site mit ihrer neuen Adresse hinzu, oder lassen Sie die REST-API durch. Nichts geht verloren.',
  'selfHosted.captcha':
    'Jira verlangt vom Benutzer dieser App nach fehlgeschlagenen Anmeldungen ein Captcha: Melden Sie sich einmal als dieser Benutzer bei Jira an.',
  'selfHosted.notAvailable':
    'Jira ist gerade nicht verfügbar ({status}): Es startet, wird aktualisiert oder indiziert. Es wird erneut gefragt; nichts geht verloren.',
  'selfHosted.notRest':
    'Was unter dieser Adresse antwortet, ist nicht die REST-API von Jira: Ein Proxy oder eine Anmeldeseite steht davor, oder in der Adresse fehlt der Pfad, unter dem Jira läuft.',
  'selfHosted.noSuchJira':
    'Dieses Jira gibt es hier nicht. Fragen Sie den Betreiber dieser App nach der Adresse.',
  'selfHosted.unusable':
    'Diese Anmeldung wurde nicht hier begonnen, wurde schon verwendet, ist beendet oder wurde in einem anderen Browser begonnen. Beginnen Sie von vorn.',
  'selfHosted.noApplicationLink':
    'Dieses Jira hat keine Anwendungsverknüpfung für die App. Der Betreiber der App gibt deren Client-ID und Secret an „npm run cli -- tenants authorize-self-hosted“.',
  'selfHosted.denied':
    'Jira durfte der App keinen Zugriff geben. Beginnen Sie von vorn und wählen Sie dort „Zulassen“.',
  'selfHosted.didNotLetIn':
    'Jira hat der App keinen Zugriff gegeben. Prüfen Sie dort die Anwendungsverknüpfung und beginnen Sie dann von vorn.',
  'selfHosted.wrongClient':
    'Jira akzeptiert Client-ID und Secret nicht, oder der ausgegebene Code ist abgelaufen. Prüfen Sie die Anwendungsverknüpfung und beginnen Sie dann von vorn.',
  'selfHosted.notWell': '{site} hat gerade Probleme (HTTP {status}). Versuchen Sie es später erneut.',
  'selfHosted.noOauth':
    '{site} hat kein OAuth 2.0 für andere Anwendungen: Jira hat es ab 8.22. Aktualisieren Sie Jira, oder verwenden Sie ein persönliches Zugriffstoken.',
  'selfHosted.noToken': '{site} hat kein Token ausgegeben (HTTP {status}). Prüfen Sie die Adresse.',
  'selfHosted.tokenNotAccepted': '{site} akzeptiert das Token nicht. Erstellen Sie dort ein neues.',
  'selfHosted.notJira':
    '{site} antwortet nicht wie Jira. Prüfen Sie die Adresse: Zu ihr gehört der Pfad, unter dem Jira läuft.',
};
