/** Imports and refreshes, and the table of repositories. */
export const sync = {
  'sync.flag.listing': 'The list of repositories is being read',
  'sync.flag.listing.body': 'New projects appear, and what has changed is read.',
  'sync.flag.enable': '{count, plural, one {# repository is} other {# repositories are}} enabled',
  'sync.flag.disable': '{count, plural, one {# repository is} other {# repositories are}} switched off',
  'sync.flag.smart-on':
    '{count, plural, one {# repository is} other {# repositories are}} now with Smart Commits',
  'sync.flag.smart-off':
    '{count, plural, one {# repository is} other {# repositories are}} now without Smart Commits',
  'sync.flag.refresh': '{count, plural, one {# repository is} other {# repositories are}} being refreshed',
  'sync.chart.code': 'Commits and merge requests by week',
  'sync.chart.delivery': 'Builds and deployments by week',
  'sync.chart.commits': 'Commits',
  'sync.chart.mergeRequests': 'Merge requests',
  'sync.chart.builds': 'Builds',
  'sync.chart.deployments': 'Deployments',
  'sync.remove.title': 'Remove account',
  'sync.remove.sure': 'Are you sure you want to remove account “{name}” from Jira?',
  'sync.remove.pending': 'It was never authorized, so nothing else is lost.',
  'sync.remove.loses': 'What goes with it',
  'sync.remove.repositories':
    '{count, plural, one {# repository is} other {# repositories are}} removed from Jira and from this app.',
  'sync.remove.entities':
    '{count, plural, one {# branch, commit, merge request, build, deployment or feature flag leaves} other {# branches, commits, merge requests, builds, deployments and feature flags leave}} the issues of Jira.',
  'sync.remove.manyEntities':
    'More than {count, number} branches, commits, merge requests, builds, deployments and feature flags leave the issues of Jira.',
  'sync.remove.webhooks':
    '{count, plural, one {# webhook is} other {# webhooks are}} removed from GitLab; nothing else there is changed.',
  'sync.remove.kept':
    '{count, plural, one {# repository stays} other {# repositories stay}}: another account reaches the same project and takes over.',
  'sync.remove.access':
    'The app gives up its access to GitLab. None of this can be undone; to get it back, link the account again.',
  'sync.remove.type': 'Type {path} to confirm',
  'sync.remove.mistyped': 'Nothing was removed. Type the path as it is written above: {path}',
  'sync.remove.remove': 'Remove',
  'sync.remove.gone': 'There is no such account. It may have been removed; look at the list of accounts.',
  'sync.notKnown': 'This repository is not known any more. Reload the page.',
  'sync.files.wait': 'Changed files wait for GitLab; they are read last.',
  'sync.switchedOff.refresh': 'This repository is switched off. Enable it, and it is read again.',
  'sync.switchedOff.import': 'This repository is switched off. Enable it, and it is imported.',
  'sync.choose': 'Choose what to do with the repositories. Load the page again.',
  'sync.otherJob': 'This is read by another job now, or not at all.',
  'sync.replaced': 'This import has been replaced by a newer one.',
  'sync.daily.wait': 'The daily look at everything waits for GitLab; it is read last.',
  'sync.accountGone': 'The account of this repository is not there any more.',
} as const;
