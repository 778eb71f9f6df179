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
} as const;
