export const identity = {
  'identity.nobody':
    'Jira knows nobody by the e-mail address of this commit\'s author, or does not show it. The author can link their GitLab user on the page "My GitLab identity" in Jira, or a Jira administrator can add the address under "Authors of commits".',
  'identity.several':
    'Several Jira users may have the e-mail address of this commit\'s author. The author can link their GitLab user on the page "My GitLab identity" in Jira, or a Jira administrator can add the address under "Authors of commits".',
  'identity.switchedOff':
    'The Jira user with the e-mail address of this commit\'s author is not active. A site administrator can activate the user again, or a Jira administrator can name another one for this address under "Authors of commits".',
  'identity.inactive.linked':
    'Whoever has linked this GitLab user is no longer active in Jira. A Jira administrator can correct that under "Authors of commits", or a site administrator can activate the user again.',
  'identity.inactive.mapped':
    'The Jira user whom the list "Authors of commits" names for this author is no longer active in Jira. A Jira administrator can correct that under "Authors of commits", or a site administrator can activate the user again.',
} as const;
