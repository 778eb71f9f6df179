import type { Translation } from '../translation.ts';

export const identity: Translation = {
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
};
