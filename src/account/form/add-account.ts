import type { Context } from '../../context.ts';
import { probeHost } from '../../gitlab/host.client.ts';
import { clientIsKnown } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { NewAccount } from '../account.ts';
import { findAccountByPath, insertAccount } from '../account.store.ts';
import { redirectUri } from '../tokens/application.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { defaultRunner } from '../smart-commits/runners.ts';
import { isAboutTheHost } from './about-the-host.ts';
import { allowCheck } from './check-limit.ts';
import { readAccountForm, type AccountFields, type Faults } from './account-form.ts';

/**
 * Stores a pending account for what the form says, after GitLab has answered at the address and knows the OAuth
 * application: so all that can be wrong without signing in is told on the form.
 *
 * @returns the account's id, or what is wrong with which field
 */
export async function addAccount(
  ctx: Context,
  { tenantId, fields }: { tenantId: string; fields: AccountFields },
): Promise<{ accountId: string } | { faults: Faults }> {
  const form = readAccountForm(fields, ctx.config);
  if ('faults' in form) return form;
  const { account } = form;
  const existing = await findAccountByPath(ctx.db, tenantId, account);
  if (existing !== undefined) return { faults: { namespace: linkedAlready(existing) } };
  const hostField = fields.host === 'gitlab' ? 'host' : 'hostUrl';
  const faults = await checkWithGitlab(ctx, { tenantId, client: account, hostField });
  if (Object.keys(faults).length > 0) return { faults };
  const accountId = await insertAccount(ctx.db, tenantId, {
    account,
    runner: defaultRunner(await getTenant(ctx.db, tenantId)),
    sealer: ctx.sealer,
    now: ctx.clock.now(),
  });
  if (accountId !== undefined) return { accountId };
  const other = await findAccountByPath(ctx.db, tenantId, account);
  return { faults: { namespace: linkedAlready({ ...account, ...other }) } };
}

function linkedAlready({ namespacePath: path, id }: { namespacePath: string; id?: string }): Text {
  return say('account.check.linked', { path, page: id === undefined ? undefined : `/accounts/${id}` });
}

type ToCheck = {
  readonly tenantId: string;
  readonly client: Pick<NewAccount, 'hostUrl' | 'clientId' | 'clientSecret'>;
  /** Where a person can correct the address. */
  readonly hostField: 'host' | 'hostUrl';
};

/** Asks the host who it is, then whether it knows this client id and secret. */
export async function checkWithGitlab(
  ctx: Context,
  { tenantId, client, hostField }: ToCheck,
): Promise<Faults> {
  const { hostUrl, clientId, clientSecret } = client;
  try {
    await allowCheck(ctx, tenantId);
    await probeHost(ctx.http, hostUrl);
    const application = { hostUrl, clientId, clientSecret, redirectUri: redirectUri(ctx) };
    if (await clientIsKnown(ctx.http, application)) return {};
  } catch (error) {
    if (error instanceof AppError && isAboutTheHost(error)) return { [hostField]: error.text };
    throw error;
  }
  return { clientId: say('account.form.unknownClient') };
}
