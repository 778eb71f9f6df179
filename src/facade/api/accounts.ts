import { notFoundHere, type ApiAnswer, type ApiHandler, type Call } from './call.ts';
import { repositoryOf } from './find-repository.ts';
import { fromSegment } from '../names.ts';
import { findPerson } from './pulls/pulls.store.ts';
import { listServed } from './repository.store.ts';
import { ownerShape, repositoryShape, userShape } from './shapes.ts';

/** Whose GitLab user the account is authorized by. */
export const tokenOwner: ApiHandler = async (call) => {
  const { tokenOwner: owner, hostUrl } = call.caller.account;
  const known = await findPerson(call.ctx.db, { tenantId: call.caller.tenantId, hostUrl }, owner.username);
  return {
    json: userShape(call, { webUrl: `${hostUrl}/${owner.username}`, ...known, ...owner }),
  };
};

/** The account, the token's owner, or somebody who took part in a merge request. */
export const user: ApiHandler = async (call) => {
  const { ctx, caller, params } = call;
  const login = params['login'] ?? '';
  if (isAccount(call, login)) return { json: ownerShape(call) };
  if (login === caller.account.tokenOwner.username) return tokenOwner(call);
  const { tenantId, account } = caller;
  const person = await findPerson(ctx.db, { tenantId, hostUrl: account.hostUrl }, login);
  if (person === undefined) throw notFoundHere();
  return { json: userShape(call, person) };
};

/** The connector takes an account that is no organization for a user. */
export const organization: ApiHandler = (call) => {
  requireGroup(call);
  return Promise.resolve({ json: ownerShape(call) });
};

export const organizationRepositories: ApiHandler = async (call) => {
  requireGroup(call);
  return repositories(call);
};

export const userRepositories: ApiHandler = async (call) =>
  isAccount(call, call.params['login'] ?? '') ? repositories(call) : { rows: [] };

export const ownRepositories: ApiHandler = (call) => repositories(call);

export const repository: ApiHandler = async (call) => ({
  json: repositoryShape(call, await repositoryOf(call)),
});

async function repositories(call: Call): Promise<ApiAnswer> {
  const { tenantId, account } = call.caller;
  const found = await listServed(call.ctx.db, { tenantId, accountId: account.id }, call.paging);
  return { rows: found.map((one) => repositoryShape(call, one)) };
}

function requireGroup(call: Call): void {
  const isIt = isAccount(call, call.params['login'] ?? '') && call.caller.account.namespaceKind === 'group';
  if (!isIt) throw notFoundHere();
}

function isAccount({ caller }: Call, name: string): boolean {
  const asked = fromSegment(name).toLowerCase();
  return [caller.organization, caller.account.namespacePath].some(
    (own) => fromSegment(own).toLowerCase() === asked,
  );
}
