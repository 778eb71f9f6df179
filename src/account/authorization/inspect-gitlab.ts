import type { Context } from '../../context.ts';
import {
  createNamespaceReader,
  type FoundNamespace,
  type NamespaceReader,
} from '../../gitlab/namespace.client.ts';
import { grantedScopes } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { LinkedAccount, NamespaceFacts, PendingAccount } from '../account.ts';
import { isSupported, oldestVersion } from './gitlab-version.ts';

export type Inspected = NamespaceFacts & { readonly namespacePath: string };

/** What is known of an account before it is looked at. */
export type Inspectable = Pick<PendingAccount, 'state' | 'hostUrl' | 'namespacePath'> | LinkedAccount;

/**
 * Whether a new token can do what we need, and what it shows of the account's namespace: scope, version, owner, group
 * or personal namespace. A linked account keeps its namespace even when its path has changed in GitLab.
 *
 * @throws AppError `forbidden` (scope), `conflict` (version), `not_found` (namespace), errors of the exchange
 */
export async function inspectGitlab(ctx: Context, account: Inspectable, token: string): Promise<Inspected> {
  await requireApiScope(ctx, account, token);
  const reader = createNamespaceReader(ctx, {
    hostUrl: account.hostUrl,
    accessToken: () => Promise.resolve(token),
    budgetName: `gitlab:${account.hostUrl}:link`,
    lane: 'live',
    signal: ctx.stopping,
  });
  const { version, enterprise } = await reader.instance();
  if (!isSupported(version)) throw tooOld(account, version);
  const owner = await reader.owner();
  const namespace = await findNamespace(reader, account);
  if (namespace === undefined) throw unknownNamespace(account, owner.username);
  return {
    namespacePath: namespace.path,
    namespaceKind: namespace.kind,
    namespaceId: namespace.id,
    name: namespace.name,
    avatarUrl: namespace.avatarUrl,
    webUrl: namespace.webUrl,
    gitlabVersion: version,
    enterprise,
    tokenOwner: { id: owner.id, username: owner.username, name: owner.name },
  };
}

async function requireApiScope(ctx: Context, account: Inspectable, token: string): Promise<void> {
  const scopes = await grantedScopes(ctx.http, account.hostUrl, token);
  if (scopes.includes('api')) return;
  throw new AppError('forbidden', say('account.oauth.grantedWithoutApi'));
}

function findNamespace(reader: NamespaceReader, account: Inspectable): Promise<FoundNamespace | undefined> {
  if (account.state === 'pending') return reader.find(account.namespacePath);
  return reader.findById(account.namespaceKind, account.namespaceId);
}

function tooOld({ hostUrl }: Inspectable, version: string): AppError {
  const oldest = `${oldestVersion.major}.${oldestVersion.minor}`;
  return new AppError('conflict', say('authorization.account.tooOld', { host: hostUrl, version, oldest }));
}

/** GitLab answers 404 alike for what does not exist and for what the user may not see, so both are named. */
function unknownNamespace({ namespacePath, hostUrl }: Inspectable, username: string): AppError {
  return new AppError(
    'not_found',
    say('authorization.account.unknown', { username, path: namespacePath, host: hostUrl }),
  );
}
