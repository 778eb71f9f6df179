import { accountSummaries } from '../account/account-summaries.ts';
import { inPlainEnglish } from '../lib/words/speak.ts';
import { textOfStored } from '../lib/words/stored-text.ts';
import { listTenants } from '../tenant/tenant.store.ts';
import { withDatabase } from './command-context.ts';
import { print, table, type Output } from './output.ts';
import { requireTenant } from './tenants/credentials-commands.ts';

/** The Jira sites that use us. */
export async function tenantsCommand(output: Output): Promise<void> {
  const tenants = await withDatabase((ctx) => listTenants(ctx.db));
  const document = tenants.map((tenant) => ({
    id: tenant.id,
    kind: tenant.kind,
    key: tenant.key,
    url: tenant.displayUrl,
    state: tenant.state,
    installedAt: new Date(tenant.installedAt).toISOString(),
  }));
  const rows = document.map((tenant) => [tenant.id, tenant.kind, tenant.state, tenant.url]);
  print(
    output,
    document,
    rows.length === 0 ? ['No Jira site uses this app.'] : table(['id', 'kind', 'state', 'url'], rows),
  );
}

/** The linked GitLab groups and namespaces, of one tenant or of all. @throws AppError `not_found` (tenant) */
export async function accountsCommand(output: Output, tenantId: string | undefined): Promise<void> {
  const accounts = await withDatabase(async (ctx) => {
    if (tenantId !== undefined) await requireTenant(ctx.db, tenantId);
    return accountSummaries(ctx.db, tenantId);
  });
  const document = accounts.map(({ problem, ...account }) => ({
    ...account,
    problem: problem && inPlainEnglish(textOfStored(problem)),
  }));
  const rows = document.map((account) => [
    account.id,
    account.tenantId,
    account.state,
    `${account.hostUrl}/${account.namespacePath}`,
    account.gitlabVersion ?? '',
    account.problem ?? '',
  ]);
  print(
    output,
    document,
    rows.length === 0
      ? ['No account is linked.']
      : table(['id', 'tenant', 'state', 'namespace', 'GitLab', 'problem'], rows),
  );
}
