import type { Translation } from '../translation.ts';

export const identity: Translation = {
  'identity.lead':
    'Sagen Sie, welcher GitLab-Benutzer Sie sind, und die Smart Commits, die Sie schreiben, handeln in Jira in Ihrem Namen: die jeder E-Mail-Adresse, die GitLab als Ihre bestätigt hat.',
  'identity.linked':
    'Verknüpft mit <gitlab>@{username}</gitlab> ({person}) seit {since}, mit {count, plural, one {# bestätigten Adresse} other {# bestätigten Adressen}}.',
  'identity.notLinked':
    'Nicht verknüpft. Ihre Commits werden an ihrer E-Mail-Adresse erkannt, wenn Jira sie als Ihre kennt.',
  'identity.link': 'Verknüpfen',
  'identity.link.of': 'Ihren Benutzer von {host} verknüpfen',
  'identity.unlink': 'Lösen',
  'identity.unlink.of': 'Verknüpfung mit {host} lösen',
  'identity.notAuthorized':
    'Das Konto dieses GitLab ist zurzeit nicht autorisiert. Ein Jira-Administrator kann es unter „DVCS-Konten“ autorisieren.',
  'identity.how':
    'Sie melden sich bei GitLab an und erlauben den Zugriff einmal. Die App liest Ihren Namen und Ihre bestätigten E-Mail-Adressen, gibt den Zugriff (GitLab gewährt ganz <code>api</code>) sofort zurück und behält Ihren Benutzernamen und die Adressen: gehasht, um sie zu vergleichen, und verschlüsselt, um sie Ihnen hier zu zeigen. Wenn Sie Ihre Adressen in GitLab geändert haben, lösen Sie die Verknüpfung und verknüpfen neu.',
  'identity.none': 'Noch kein GitLab',
  'identity.none.hint':
    'Zuerst muss ein Jira-Administrator eine GitLab-Gruppe oder einen persönlichen Namensraum verknüpfen.',
  'identity.continue.sure':
    'Bitte vergewissern Sie sich, dass Sie bei {host} als Sie selbst angemeldet sind, bevor Sie „Weiter“ wählen.',
  'identity.continue.scope':
    'GitLab bittet Sie, dieser App vollen Zugriff auf seine API (<code>api</code>) in Ihrem Namen zu erlauben, denn einen engeren Scope hat die Anwendung nicht. Die App liest nur Ihren Namen und Ihre bestätigten E-Mail-Adressen und lässt GitLab den Zugriff sofort zurücknehmen, oder sobald GitLab antwortet. Sie können ihn auch selbst in GitLab beenden, unter „Anwendungen“ in Ihrem Profil. Sie haben 10 Minuten.',
  'identity.continue.cancel': 'Abbrechen',
  'identity.continue.error':
    'Zeigt GitLab stattdessen eine Fehlerseite? Sagen Sie einem Jira-Administrator, was darauf steht: Die Anwendung in GitLab muss berichtigt werden.',
  'identity.nobody':
    'Jira kennt niemanden mit der E-Mail-Adresse des Autors dieses Commits oder zeigt sie nicht. Der Autor kann seinen GitLab-Benutzer in Jira auf der Seite „Meine GitLab-Identität“ verknüpfen, oder ein Jira-Administrator kann die Adresse unter „Autoren von Commits“ hinzufügen.',
  'identity.several':
    'Mehrere Jira-Benutzer haben möglicherweise die E-Mail-Adresse des Autors dieses Commits. Der Autor kann seinen GitLab-Benutzer in Jira auf der Seite „Meine GitLab-Identität“ verknüpfen, oder ein Jira-Administrator kann die Adresse unter „Autoren von Commits“ hinzufügen.',
  'identity.switchedOff':
    'Der Jira-Benutzer mit der E-Mail-Adresse des Autors dieses Commits ist nicht aktiv. Ein Site-Administrator kann ihn wieder aktivieren, oder ein Jira-Administrator kann unter „Autoren von Commits“ einen anderen für diese Adresse nennen.',
  'identity.inactive.linked':
    'Wer diesen GitLab-Benutzer verknüpft hat, ist in Jira nicht mehr aktiv. Ein Jira-Administrator kann das unter „Autoren von Commits“ berichtigen, oder ein Site-Administrator kann den Benutzer wieder aktivieren.',
  'identity.inactive.mapped':
    'Der Jira-Benutzer, den die Liste „Autoren von Commits“ für diesen Autor nennt, ist in Jira nicht mehr aktiv. Ein Jira-Administrator kann das unter „Autoren von Commits“ berichtigen, oder ein Site-Administrator kann den Benutzer wieder aktivieren.',
  'identity.title': 'Meine GitLab-Identität',
  'identity.addresses': 'Adressen, die als Ihre gelten',
  'identity.addresses.older':
    '{count, plural, one {# Adresse wurde verknüpft, bevor diese Seite sie zeigen konnte.} other {# Adressen wurden verknüpft, bevor diese Seite sie zeigen konnte.}} Lösen Sie die Verknüpfung, und verknüpfen Sie neu, um zu sehen, welche es sind.',
  'identity.mapped': 'Adressen, die ein Administrator als Ihre genannt hat',
  'identity.act.title': 'In GitLab im eigenen Namen erstellen',
  'identity.act.off':
    'Wenn Sie es erlauben, werden Branches und Merge-Requests, die Sie aus Jira erstellen, in Ihrem Namen erstellt. Die App behält dafür verschlüsselt den Zugriff auf GitLab in Ihrem Namen und nutzt ihn für nichts anderes. Sie können ihn hier jederzeit zurücknehmen.',
  'identity.act.on':
    'Branches und Merge-Requests, die Sie aus Jira erstellen, werden in Ihrem Namen erstellt. Erlaubt seit {since}.',
  'identity.act.over':
    'GitLab akzeptiert nicht mehr, was Sie am {since} erlaubt haben: Sie oder ein Administrator haben es dort zurückgenommen. Erlauben Sie es wieder, um im eigenen Namen zu erstellen.',
  'identity.act.allow': 'Die App in meinem Namen erstellen lassen',
  'identity.act.allow.of': 'Die App in meinem Namen erstellen lassen ({host})',
  'identity.act.stop': 'Zurücknehmen',
  'identity.act.stop.of': 'Zurücknehmen, was die App in meinem Namen in {host} darf',
  'identity.act.refused':
    'GitLab lässt die App nicht mehr in Ihrem Namen handeln. Erlauben Sie es wieder unter „Meine GitLab-Identität“ in Jira.',
  'identity.act.scope':
    'GitLab bittet Sie, dieser App vollen Zugriff auf seine API (<code>api</code>) in Ihrem Namen zu erlauben, denn einen engeren Scope hat die Anwendung nicht. Die App behält ihn verschlüsselt, bis Sie ihn auf dieser Seite zurücknehmen, und nutzt ihn nur, um auf Ihren Wunsch Branches und Merge-Requests zu erstellen und dafür Branches zu suchen. Sie haben 10 Minuten.',
  'identity.missing': 'In diesem Formular fehlt etwas. Laden Sie die Seite neu.',
  'identity.noAccount':
    'Derzeit ist kein Konto dieses GitLab verknüpft. Bitten Sie einen Jira-Administrator, unter „DVCS-Konten“ nachzusehen.',
  'identity.noGitlab': 'Dieses Formular nennt kein GitLab. Laden Sie die Seite neu.',
  'identity.notActive': 'Sie sind in dieser Jira-Site nicht mehr aktiv. Fragen Sie deren Administratoren.',
  'identity.loadingMine': 'Ihre Smart Commits werden geladen …',
};
