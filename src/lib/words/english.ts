import { account } from './en/account.ts';
import { authorization } from './en/authorization.ts';
import { authors } from './en/authors.ts';
import { create } from './en/create.ts';
import { credentials } from './en/credentials.ts';
import { errors } from './en/errors.ts';
import { facade } from './en/facade.ts';
import { identity } from './en/identity.ts';
import { page } from './en/page.ts';
import { panel } from './en/panel.ts';
import { repository } from './en/repository.ts';
import { selfHosted } from './en/self-hosted.ts';
import { selfHostedPages } from './en/self-hosted-pages.ts';
import { smartCommit } from './en/smart-commit.ts';
import { sync } from './en/sync.ts';
import { tenant } from './en/tenant.ts';
import { webhook } from './en/webhook.ts';

/** All that this app says to people: the source of every translation, and what is shown where one is missing. */
export const english = {
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
  ...panel,
  ...create,
  ...facade,
} as const;
