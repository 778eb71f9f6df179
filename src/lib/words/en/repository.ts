export const repository = {
  'repository.newerListing': 'A newer listing of the projects has begun.',
  'repository.hook.removed': 'This webhook has been removed meanwhile.',
} as const;
