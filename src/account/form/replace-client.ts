import type { Context } from '../../context.ts';
import type { Account } from '../account.ts';
import { updateClient } from '../account.store.ts';
import { setProblem } from '../account-state.store.ts';
import { endAccessToApplication } from '../tokens/persons/end-person-access.ts';
import { checkWithGitlab } from './add-account.ts';
import { readClient, type AccountFields, type Faults } from './account-form.ts';

/**
 * Gives an account another Client ID and Secret, once GitLab says that it knows them. The tokens it has stay: GitLab
 * refuses to refresh them when they belong to another application, and then the account asks to be authorized.
 *
 * @returns what is wrong with which field; empty when it is stored
 */
export async function replaceClient(
  ctx: Context,
  { account, fields }: { account: Account; fields: Pick<AccountFields, 'clientId' | 'clientSecret'> },
): Promise<Faults> {
  const { client, faults } = readClient(fields);
  if (Object.keys(faults).length > 0) return faults;
  const refused = await checkWithGitlab(ctx, {
    tenantId: account.tenantId,
    client: { hostUrl: account.hostUrl, ...client },
    hostField: 'hostUrl',
  });
  // The address cannot be changed here, so what is wrong with it is shown with the first field that can.
  const { hostUrl: aboutHost, ...others } = refused;
  if (Object.keys(refused).length > 0) return aboutHost === undefined ? others : { clientId: aboutHost };
  const key = { tenantId: account.tenantId, accountId: account.id };
  // What people gave to the former application is nothing to the new one.
  if (client.clientId !== account.clientId) await endAccessToApplication(ctx, key);
  await updateClient(ctx.db, key, { ...client, sealer: ctx.sealer });
  if (account.state === 'pending') await setProblem(ctx.db, key, null);
  return {};
}
