import type { Context } from '../../context.ts';
import { probeHost } from '../../gitlab/host.client.ts';
import { clientIsKnown } from '../../gitlab/oauth.client.ts';
import { AppError, type ErrorCode } from '../../lib/errors.ts';
import type { NewAccount } from '../account.ts';
import { findAccountByPath, insertAccount } from '../account.store.ts';
import { redirectUri } from '../tokens/application.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { defaultRunner } from '../smart-commits/runners.ts';
import { readAccountForm, type AccountFields, type Faults } from './account-form.ts';

/** What `Http.send` and GitLab's answers say about an address: the person can do something about the Host URL. */
const aboutTheHost: ReadonlySet<ErrorCode> = new Set([
  'unreachable',
  'timeout',
  'bad_certificate',
  'address_refused',
  'redirected',
  'unexpected_answer',
  'unavailable',
  'rate_limited',
  'too_large',
]);

const duplicate = 'This account is already integrated with Jira. Open it under "DVCS accounts".';

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
  if (existing !== undefined) return { faults: { namespace: duplicate } };
  const faults = await checkWithGitlab(ctx, account, fields.host === 'gitlab' ? 'host' : 'hostUrl');
  if (Object.keys(faults).length > 0) return { faults };
  const accountId = await insertAccount(ctx.db, tenantId, {
    account,
    runner: defaultRunner(await getTenant(ctx.db, tenantId)),
    sealer: ctx.sealer,
    now: ctx.clock.now(),
  });
  return accountId === undefined ? { faults: { namespace: duplicate } } : { accountId };
}

/** Asks the host who it is, then whether it knows this client id and secret. */
export async function checkWithGitlab(
  ctx: Context,
  client: Pick<NewAccount, 'hostUrl' | 'clientId' | 'clientSecret'>,
  hostField: 'host' | 'hostUrl',
): Promise<Faults> {
  const { hostUrl, clientId, clientSecret } = client;
  try {
    await probeHost(ctx.http, hostUrl);
    const application = { hostUrl, clientId, clientSecret, redirectUri: redirectUri(ctx) };
    if (await clientIsKnown(ctx.http, application)) return {};
  } catch (error) {
    if (error instanceof AppError && aboutTheHost.has(error.code)) return { [hostField]: error.message };
    throw error;
  }
  return {
    clientId:
      'GitLab does not know this Client ID with this Client Secret. Copy both again from the application in GitLab; ' +
      'the secret is shown only once, and "Renew secret" makes a new one.',
  };
}
