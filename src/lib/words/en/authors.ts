/** Who the authors of commits are in Jira, as an administrator sees it. */
export const authors = {
  'authors.title': 'Authors of commits',
  'authors.lead':
    'A Smart Commit acts in Jira as its author. Who that is says first the person, who has linked their GitLab user on the page “My GitLab identity” of their profile menu; then the list below; then the e-mail address of the commit, if exactly one active Jira user has it.',
  'authors.notAdded': 'The author was not added. Correct what is marked below.',
  'authors.byAddress': 'By e-mail address',
  'authors.address': 'Address in commits',
  'authors.jiraUser': 'Jira user',
  'authors.gitlabUser': 'GitLab user',
  'authors.since': 'Since',
  'authors.actions': 'Actions',
  'authors.remove': 'Remove',
  'authors.removeLink': '{name} as @{username}',
  'authors.first': 'These are the first {count, number}.',
  'authors.noAddress': 'No address is listed.',
  'authors.email': 'Author’s e-mail address',
  'authors.email.hint': 'As the commits carry it. Capitals make no difference.',
  'authors.email.fault': 'Enter the address as the commits carry it.',
  'authors.person': 'Search for the Jira user',
  'authors.person.hint': 'The beginning of a name or e-mail address.',
  'authors.person.choose': 'Search for the Jira user and choose one.',
  'authors.person.notActive': 'This Jira user is not active. Choose another one.',
  'authors.person.more': 'There are more. Type more of the name.',
  'authors.person.nobody': 'Jira finds nobody by this beginning of a name or address.',
  'authors.linked': 'Linked by the people themselves',
  'authors.linked.none':
    'Nobody has linked their GitLab user yet. “My GitLab identity” is in everybody’s profile menu in Jira.',
} as const;
