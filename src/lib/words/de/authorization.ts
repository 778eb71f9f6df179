import type { Translation } from '../translation.ts';

export const authorization: Translation = {
  'authorization.unknown':
    'Diese Autorisierung wurde nicht hier begonnen. Beginnen Sie sie in Jira: beim Konto unter „DVCS-Konten“ oder auf Ihrer Seite „Meine GitLab-Identität“.',
  'authorization.used':
    'Diese Autorisierung wurde bereits verwendet. Wenn Jira das Konto oder Ihren GitLab-Benutzer nicht als verknüpft zeigt, beginnen Sie dort von vorn.',
  'authorization.elsewhere':
    'Diese Autorisierung wurde in einem anderen Browser begonnen. Beenden Sie sie dort, oder beginnen Sie in Jira von vorn.',
  'authorization.expired':
    'Diese Autorisierung hat länger als 10 Minuten gedauert und ist beendet. Beginnen Sie in Jira von vorn.',
  'authorization.denied': 'Der Zugriff wurde in GitLab verweigert, deshalb wurde nichts verknüpft. {again}',
  'authorization.noCode':
    'GitLab ist ohne Zugriffscode zurückgekehrt. {again} Erlauben Sie dann den Zugriff in GitLab.',
  'authorization.wrongClient': 'GitLab akzeptiert die Client-ID mit diesem Client-Secret nicht. {client}',
  'authorization.wrongCode':
    'GitLab hat den Zugriffscode nicht akzeptiert: Er ist zu alt, wurde schon verwendet oder gehört zu einer anderen Redirect-URL. Prüfen Sie die Redirect-URL der Anwendung in GitLab. {again}',
  'authorization.leave.title': 'Weiter zu GitLab',
  'authorization.leave.sure':
    'Fahren Sie nur fort, wenn Sie gerade in dieser Jira-Site „Weiter“ gewählt haben. Wenn Sie ein Link von anderswo hierher geführt hat, schließen Sie diese Seite.',
  'authorization.nothing': 'Nichts wurde verknüpft',
  'authorization.account': 'Konto: {path}',
  'authorization.account.asks':
    'Die Jira-Site <strong>{site}</strong> bittet um Zugriff auf {host}, um zu zeigen, was in {path} ist. Sie wird dort sehen, was Sie sehen.',
  'authorization.account.again': 'Beginnen Sie beim Konto in Jira von vorn und wählen Sie „Autorisieren“.',
  'authorization.account.client':
    'Öffnen Sie das Konto in Jira, geben Sie beide noch einmal so ein, wie GitLab sie zeigt, und autorisieren Sie es.',
  'authorization.account.gone':
    'Das Konto wurde inzwischen entfernt. Öffnen Sie „DVCS-Konten“ in Jira, um es wieder hinzuzufügen.',
  'authorization.account.failed': 'Das Konto wurde nicht verknüpft',
  'authorization.account.already':
    '{name} ist bereits mit Jira verknüpft, als „{path}“. Entfernen Sie diesen zweiten Eintrag in Jira.',
  'authorization.account.tooOld':
    'Auf {host} läuft GitLab {version}. Diese App braucht {oldest} oder neuer: Aktualisieren Sie GitLab und autorisieren Sie dann das Konto.',
  'authorization.account.unknown':
    'GitLab zeigt dem Benutzer {username} auf {host} keine Gruppe und keinen Benutzer „{path}“. Prüfen Sie die Schreibweise; bei einer privaten Gruppe machen Sie {username} zum Mitglied, oder autorisieren Sie als ein Benutzer, der es ist.',
  'authorization.account.refused':
    'GitLab akzeptiert die Autorisierung dieses Kontos nicht mehr: Sie wurde widerrufen, oder die Anwendung wurde geändert. Öffnen Sie das Konto unter „DVCS-Konten“ und autorisieren Sie es erneut; nichts Importiertes geht verloren.',
  'authorization.account.refusedClient':
    'GitLab akzeptiert Client-ID und Client-Secret dieses Kontos nicht mehr: Das Secret wurde erneuert, oder die Anwendung wurde gelöscht. Öffnen Sie das Konto unter „DVCS-Konten“, geben Sie die neuen ein und autorisieren Sie es erneut.',
  'authorization.account.givenUp':
    'Die App wurde aus Jira deinstalliert und hat deshalb ihren Zugriff auf GitLab aufgegeben. Autorisieren Sie das Konto erneut.',
  'authorization.identity.asks':
    'Die Jira-Site <strong>{site}</strong> bittet um Zugriff auf {host}, um Ihren GitLab-Benutzer mit dem Jira-Benutzer {name} zu verknüpfen. Commits mit Ihren Adressen handeln dann in Jira als {name}. Fahren Sie nur fort, wenn Sie das sind.',
  'authorization.identity.again': 'Beginnen Sie in Jira bei „Meine GitLab-Identität“ von vorn.',
  'authorization.identity.client':
    'Bitten Sie einen Jira-Administrator, beide unter „DVCS-Konten“ noch einmal einzugeben.',
  'authorization.identity.gone':
    'Dieses GitLab ist nicht mehr mit Jira verknüpft. Laden Sie „Meine GitLab-Identität“ in Jira neu.',
  'authorization.identity.failed': 'Ihr GitLab-Benutzer wurde nicht verknüpft',
  'authorization.identity.unconfirmed':
    'GitLab hat keine bestätigte E-Mail-Adresse von @{username}. Bestätigen Sie eine in GitLab, unter „E-Mails“ in Ihrem Profil, und verknüpfen Sie dann erneut.',
  'authorization.identity.taken':
    '@{username} ist mit einem anderen Jira-Benutzer dieser Site verknüpft. Lösen Sie die Verknüpfung dort unter „Meine GitLab-Identität“, oder bitten Sie einen Jira-Administrator, sie unter „Autoren von Commits“ zu entfernen.',
  'authorization.act.asks':
    'Die Jira-Site <strong>{site}</strong> bittet um Zugriff auf {host}, um in Ihrem Namen Branches und Merge-Requests zu erstellen, wenn der Jira-Benutzer {name} es verlangt. Sie behält diesen Zugriff, bis {name} ihn zurücknimmt. Fahren Sie nur fort, wenn Sie das sind.',
  'authorization.act.failed': 'Die App darf nicht in Ihrem Namen handeln',
};
