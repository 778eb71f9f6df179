export const tenant = {
  'tenant.getStarted.title': 'Get started',
  'tenant.getStarted.installed': '{appName} is installed',
  'tenant.getStarted.lead':
    'Link a GitLab group or personal namespace. Its branches, commits and merge requests then appear on the Jira issues that they name, the complete history included.',
  'tenant.getStarted.application':
    'In GitLab, create an OAuth application with the scope <code>api</code>. The next page shows its Redirect URL and links to the right page of your GitLab.',
  'tenant.getStarted.link': "Link the group or namespace with the application's Client ID and Client Secret.",
  'tenant.getStarted.keys':
    'Write issue keys such as <code>PROJ-12</code> in branch names, commit messages and merge request titles.',
  'tenant.getStarted.open': 'Link a GitLab account',
} as const;
