import { account } from './de/account.ts';
import { authorization } from './de/authorization.ts';
import { authors } from './de/authors.ts';
import { create } from './de/create.ts';
import { credentials } from './de/credentials.ts';
import { errors } from './de/errors.ts';
import { facade } from './de/facade.ts';
import { identity } from './de/identity.ts';
import { page } from './de/page.ts';
import { panel } from './de/panel.ts';
import { repository } from './de/repository.ts';
import { selfHosted } from './de/self-hosted.ts';
import { selfHostedPages } from './de/self-hosted-pages.ts';
import { smartCommit } from './de/smart-commit.ts';
import { syncWaiting } from './de/sync-waiting.ts';
import { sync } from './de/sync.ts';
import { tenant } from './de/tenant.ts';
import { webhook } from './de/webhook.ts';
import type { Translation } from './translation.ts';

/** German. */
export const german: Translation = {
  ...page,
  ...errors,
  ...tenant,
  ...credentials,
  ...selfHosted,
  ...selfHostedPages,
  ...account,
  ...authorization,
  ...repository,
  ...webhook,
  ...identity,
  ...authors,
  ...smartCommit,
  ...sync,
  ...syncWaiting,
  ...panel,
  ...create,
  ...facade,
};
