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
} as const;
