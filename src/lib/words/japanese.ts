import { account } from './ja/account.ts';
import { authorization } from './ja/authorization.ts';
import { authors } from './ja/authors.ts';
import { create } from './ja/create.ts';
import { credentials } from './ja/credentials.ts';
import { errors } from './ja/errors.ts';
import { facade } from './ja/facade.ts';
import { identity } from './ja/identity.ts';
import { page } from './ja/page.ts';
import { panel } from './ja/panel.ts';
import { repository } from './ja/repository.ts';
import { selfHosted } from './ja/self-hosted.ts';
import { selfHostedPages } from './ja/self-hosted-pages.ts';
import { smartCommit } from './ja/smart-commit.ts';
import { syncWaiting } from './ja/sync-waiting.ts';
import { sync } from './ja/sync.ts';
import { tenant } from './ja/tenant.ts';
import { webhook } from './ja/webhook.ts';
import type { Translation } from './translation.ts';

/** Japanese. */
export const japanese: Translation = {
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
