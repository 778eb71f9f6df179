/** What every page has around it. */
export const page = {
  'words.verbatim': '{words}',
  'page.opensGitlab': '(opens GitLab)',
  'page.opensJira': '(opens Jira)',
  'page.noConnection.title': 'No connection',
  'page.noConnection.message':
    'The page could not reach the app. Check your connection and try again; nothing you saved is lost.',
  'page.copied': 'Copied',
  'page.copiedAnnounced': 'Copied.',
  'page.copyByHand': 'Press Ctrl+C to copy.',
  'shell.loading': 'Loading…',
  'shell.tryAgain': 'Try again',
  'shell.reload': 'Reload',
} as const;
