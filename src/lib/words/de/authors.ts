import type { Translation } from '../translation.ts';

export const authors: Translation = {
  'authors.title': 'Autoren von Commits',
  'authors.lead':
    'Ein Smart Commit handelt in Jira als sein Autor. Wer das ist, sagt zuerst die Person, die auf der Seite „Meine GitLab-Identität“ in ihrem Profilmenü ihren GitLab-Benutzer verknüpft hat; dann die Liste unten; dann die E-Mail-Adresse des Commits, wenn genau ein aktiver Jira-Benutzer sie hat.',
  'authors.notAdded': 'Der Autor wurde nicht hinzugefügt. Berichtigen Sie, was unten markiert ist.',
  'authors.byAddress': 'Nach E-Mail-Adresse',
  'authors.address': 'Adresse in Commits',
  'authors.jiraUser': 'Jira-Benutzer',
  'authors.gitlabUser': 'GitLab-Benutzer',
  'authors.since': 'Seit',
  'authors.actions': 'Aktionen',
  'authors.remove': 'Entfernen',
  'authors.removeLink': '{name} als @{username}',
  'authors.first': 'Dies sind die ersten {count, number}.',
  'authors.noAddress': 'Es ist keine Adresse aufgeführt.',
  'authors.email': 'E-Mail-Adresse des Autors',
  'authors.email.hint': 'So, wie sie in den Commits steht. Groß- und Kleinschreibung spielt keine Rolle.',
  'authors.email.fault': 'Geben Sie die Adresse so ein, wie sie in den Commits steht.',
  'authors.person': 'Jira-Benutzer suchen',
  'authors.person.hint': 'Der Anfang eines Namens oder einer E-Mail-Adresse.',
  'authors.person.choose': 'Suchen Sie den Jira-Benutzer und wählen Sie einen aus.',
  'authors.person.notActive': 'Dieser Jira-Benutzer ist nicht aktiv. Wählen Sie einen anderen.',
  'authors.person.more': 'Es gibt mehr. Geben Sie mehr vom Namen ein.',
  'authors.person.nobody': 'Jira findet niemanden, dessen Name oder Adresse so beginnt.',
  'authors.linked': 'Von den Personen selbst verknüpft',
  'authors.linked.none':
    'Noch niemand hat seinen GitLab-Benutzer verknüpft. „Meine GitLab-Identität“ steht bei allen im Profilmenü von Jira.',
};
