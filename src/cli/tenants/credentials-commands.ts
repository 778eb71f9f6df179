import type { Command } from 'commander';
import { z } from 'zod';
import type { Db } from '../../db/db.ts';
import { AppError } from '../../lib/errors.ts';
import { addCredentials } from '../../tenant/credentials/add-credentials.ts';
import { endSessions } from '../../tenant/session/session.store.ts';
import { makeSignInLink } from '../../tenant/session/sign-in-link.ts';
import { findTenantById, type Tenant } from '../../tenant/tenant.store.ts';
import { uninstallTenant } from '../../tenant/uninstall-tenant.ts';
import { isAddedByOperator } from '../../tenant/kinds/abilities.ts';
import { answersTo } from './answers-to.ts';
import { withDatabase } from '../command-context.ts';
import { print, type Output } from '../output.ts';

/** What the operator does with Jira Cloud sites that want no app, and to end any site that has none, below `tenants`. */
export function credentialsCommands(tenants: Command): void {
  jsonOption(
    tenants
      .command('add-credentials')
      .description(
        'add a Jira Cloud site by OAuth credentials, read from standard input, or replace those it has',
      )
      .requiredOption('--url <address>', 'the site, such as https://acme.atlassian.net'),
  ).action((options: Output & { url: string }) => addCredentialsCommand(options, options));
  jsonOption(
    tenants
      .command('remove')
      .description('end a Jira site that has no app')
      .requiredOption('--tenant <id>', 'as "tenants" lists it'),
  ).action((options: Output & { tenant: string }) => removeTenantCommand(options, options.tenant));
  jsonOption(
    tenants
      .command('sign-in-link')
      .description(
        'print an address that signs in once, for 15 minutes, as administrator of a site that has no app',
      )
      .requiredOption('--tenant <id>', 'as "tenants" lists it'),
  ).action((options: Output & { tenant: string }) => signInLinkCommand(options, options.tenant));
  jsonOption(
    tenants
      .command('sign-out')
      .description('end all sessions of a site that has no app, and the links that nobody has used')
      .requiredOption('--tenant <id>', 'as "tenants" lists it'),
  ).action((options: Output & { tenant: string }) => signOutCommand(options, options.tenant));
}

function jsonOption(command: Command): Command {
  return command.option('--json', 'answer in JSON', false);
}

/** Errors as of `addCredentials`. */
async function addCredentialsCommand(output: Output, { url }: { url: string }): Promise<void> {
  const [clientId = '', clientSecret = ''] = await answersTo([
    { words: 'Client ID', isSecret: false },
    { words: 'Client secret', isSecret: true },
  ]);
  const { tenant, isNew } = await withDatabase((ctx) => addCredentials(ctx, { url, clientId, clientSecret }));
  const { id, displayUrl, cloudId } = tenant;
  print(output, { id, url: displayUrl, cloudId, isNew }, [
    `${isNew ? 'Added' : 'Replaced the credentials of'} ${displayUrl} (cloud id ${cloudId ?? ''}). Atlassian accepts the credentials.`,
    `Its id is ${id}.`,
  ]);
}

/**
 * Ends a site that has no app, which Jira tells nobody about. One that has the app ends when the app is
 * uninstalled there. @throws AppError `not_found`, `conflict`
 */
async function removeTenantCommand(output: Output, tenantId: string): Promise<void> {
  const { tenant, days } = await withDatabase(async (ctx) => {
    const found = await requireTenant(ctx.db, tenantId);
    if (!isAddedByOperator(found)) {
      throw new AppError('conflict', 'This site has the app: uninstall it in Jira, under "Manage apps".');
    }
    await uninstallTenant(ctx, found);
    return { tenant: found, days: ctx.config.keepUninstalledDays };
  });
  print(output, { id: tenant.id, url: tenant.displayUrl, removed: true }, [
    `${tenant.displayUrl} is removed: its secrets are gone, its tokens and webhooks go now.`,
    `Accounts and data are erased in ${days} days, unless the site is added again.`,
  ]);
}

/** Errors as of `makeSignInLink`, and `not_found`. */
async function signInLinkCommand(output: Output, tenantId: string): Promise<void> {
  const { url, endsAt } = await withDatabase(async (ctx) =>
    makeSignInLink(ctx, await requireTenant(ctx.db, tenantId)),
  );
  const until = new Date(endsAt).toISOString();
  print(output, { url, until }, [
    url,
    `It works once, until ${until}. Whoever opens it administers this site here.`,
  ]);
}

async function signOutCommand(output: Output, tenantId: string): Promise<void> {
  const ended = await withDatabase(async (ctx) => {
    const { id } = await requireTenant(ctx.db, tenantId);
    return endSessions(ctx.db, id);
  });
  print(output, { ended }, [`Sessions that were ended: ${ended}.`]);
}

/** An id that nobody has is a slip of the pen. @throws AppError `not_found` */
export async function requireTenant(db: Db, tenantId: string): Promise<Tenant> {
  const tenant = z.uuid().safeParse(tenantId).success ? await findTenantById(db, tenantId) : undefined;
  if (tenant !== undefined) return tenant;
  throw new AppError(
    'not_found',
    `No Jira site has the id "${tenantId}". "npm run cli -- tenants" lists the ids.`,
  );
}
