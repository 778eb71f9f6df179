import type { Translation } from '../translation.ts';

export const account: Translation = {
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
    'Kehren Sie zu der Seite in Jira zurück, von der Sie kamen, und wählen Sie dort „Weiter“.',
  'account.rules.tooLong': 'Diese Regeln sind zu lang. Verwenden Sie weniger.',
  'account.smartCommits.choose':
    'Wählen Sie, wer Smart Commits ausführt: eine der Möglichkeiten, die die Seite zeigt.',
  'account.token.stopping': 'Der Prozess wird angehalten; die Arbeit geht auf einem anderen weiter.',
  'account.token.renewing':
    'Ein anderer Prozess erneuert noch den Zugriff auf GitLab. Versuchen Sie es in einer Minute erneut.',
  'account.token.siteLeft': 'Es wird gewartet, bis GitLab erfahren hat, dass diese Site gegangen ist.',
};
