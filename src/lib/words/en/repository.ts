export const repository = {
  'repository.newerListing': 'A newer listing of the projects has begun.',
  'repository.hook.removed': 'This webhook has been removed meanwhile.',
  'repository.hooksRetried': 'It is being tried again. Reload the page in a moment to see what came of it.',
  'repository.byHand.group':
    'In GitLab, open <gitlab>Settings > Webhooks of the group</gitlab>, choose “Add new webhook” and enter:',
  'repository.byHand.project':
    'In GitLab, open <gitlab>Settings > Webhooks</gitlab>, choose “Add new webhook” and enter:',
  'repository.byHand.secret':
    'Whoever knows the secret can report events in GitLab’s name: pass it on to nobody but the person who adds the webhook.',
  'repository.hook.ownersOnly':
    '@{username}, who authorized this account, may not manage webhooks of the group: that takes the role Owner, and GitLab Premium or Ultimate.',
  'repository.hook.maintainersOnly':
    '@{username}, who authorized this account, may not manage webhooks of this project: that takes the role Maintainer.',
  'repository.hook.switchedOff': 'GitLab has switched this webhook off because the app did not answer it.',
  'repository.hook.switchedOffAnd':
    'GitLab has switched this webhook off because the app did not answer it. {reason}',
  'repository.hook.thereAlready': 'GitLab has this webhook already. Reload the page.',
  'repository.hook.beingMade': 'This webhook is being made by itself. Wait a moment, then reload the page.',
  'repository.byHand.url': 'URL',
  'repository.byHand.token': 'Secret token',
  'repository.byHand.trigger': 'Trigger',
  'repository.byHand.events':
    'Push events (all branches), Tag push events, Comments, Merge request events, Pipeline events, Deployment events, Feature flag events',
  'repository.byHand.groupEvents':
    'Push events (all branches), Tag push events, Comments, Merge request events, Pipeline events, Deployment events, Feature flag events, Project events, Subgroup events',
} as const;
