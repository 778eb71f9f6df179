import type { Context } from '../../context.ts';
import { hasMetadata, probeHost } from '../../gitlab/host.client.ts';
import { clientIsKnown } from '../../gitlab/oauth.client.ts';
import { findVisible } from '../../gitlab/anonymous/visible-namespace.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { findAccountByPath } from '../account.store.ts';
import { redirectUri } from '../tokens/application.ts';
import { isAboutTheHost } from './about-the-host.ts';
import { readClient, readNamespace, readWhere, type AccountFields, type FieldName } from './account-form.ts';
import { allowCheck } from './check-limit.ts';

/** What was found out about a step of the form. `fault` keeps from going on; `note` is what cannot be known yet. */
export type Finding = {
  readonly kind: 'right' | 'note' | 'fault';
  /** Which field a fault is about. */
  readonly field?: FieldName | undefined;
  readonly text: Text;
};

export type Asked = {
  readonly tenantId: string;
  readonly fields: AccountFields;
  /** Whether the person wants to go on: until then, what is left empty is not wrong yet. */
  readonly goesOn: boolean;
};

/** A person waits for the answer with the next key in mind. */
const timeoutMs = 6_000;

/** Whether a GitLab answers at the address, and what can be said of its version. */
export async function checkWhere(ctx: Context, { tenantId, fields, goesOn }: Asked): Promise<Finding[]> {
  if (!goesOn && fields.host === 'self-managed' && fields.hostUrl.trim() === '') return [];
  const read = readWhere(fields, ctx.config);
  if ('fault' in read) return [{ kind: 'fault', field: 'hostUrl', text: read.fault }];
  const { hostUrl } = read;
  return faultsOfHost(fields, async () => {
    await allowCheck(ctx, tenantId);
    await probeHost(ctx.http, hostUrl, timeoutMs);
    const isRecent = await hasMetadata(ctx.http, hostUrl, timeoutMs);
    const right: Finding = { kind: 'right', text: say('account.check.answers', { hostUrl }) };
    if (isRecent === undefined) return [right];
    const version = say(isRecent ? 'account.check.recent' : 'account.check.older');
    return [right, { kind: isRecent ? 'right' : 'note', text: version }];
  });
}

/** Whether the group or user is one that everybody sees, or is linked already. */
export async function checkWhat(ctx: Context, { tenantId, fields, goesOn }: Asked): Promise<Finding[]> {
  if (!goesOn && fields.namespace.trim() === '') return [];
  const where = readWhere(fields, ctx.config);
  const hostUrl = 'fault' in where ? undefined : where.hostUrl;
  const read = readNamespace(fields, hostUrl);
  if ('fault' in read) return [{ kind: 'fault', field: 'namespace', text: read.fault }];
  const { namespacePath: path } = read;
  if (hostUrl === undefined) return [];
  const linked = await findAccountByPath(ctx.db, tenantId, { hostUrl, namespacePath: path });
  if (linked !== undefined) {
    const page = `/accounts/${linked.id}`;
    return [{ kind: 'fault', field: 'namespace', text: say('account.check.linked', { path, page }) }];
  }
  try {
    await allowCheck(ctx, tenantId);
    const found = await findVisible(ctx.http, { hostUrl, path, timeoutMs });
    if (found === undefined) return [{ kind: 'note', text: say('account.check.hidden', { path }) }];
    return [{ kind: 'right', text: say(`account.check.found.${found.kind}`, { name: found.name }) }];
  } catch (error) {
    // Whether it exists can wait until GitLab answers again: the authorization tells it for certain.
    if (error instanceof AppError && isAboutTheHost(error)) return [{ kind: 'note', text: error.text }];
    throw error;
  }
}

/** Whether GitLab knows the application; nothing while one of the two fields is empty. */
export async function checkClient(ctx: Context, { tenantId, fields }: Asked): Promise<Finding[]> {
  if (fields.clientId.trim() === '' || fields.clientSecret.trim() === '') return [];
  const where = readWhere(fields, ctx.config);
  if ('fault' in where) return [];
  const { client, faults } = readClient(fields);
  const wrong = Object.entries(faults) as [FieldName, Text][];
  if (wrong.length > 0) return wrong.map(([field, text]) => ({ kind: 'fault', field, text }));
  return faultsOfHost(fields, async () => {
    await allowCheck(ctx, tenantId);
    const application = { hostUrl: where.hostUrl, ...client, redirectUri: redirectUri(ctx) };
    if (await clientIsKnown(ctx.http, application)) {
      return [{ kind: 'right', text: say('account.check.known') }];
    }
    return [{ kind: 'fault', field: 'clientId', text: say('account.form.unknownClient') }];
  });
}

async function faultsOfHost(
  { host }: Pick<AccountFields, 'host'>,
  ask: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AppError) || !isAboutTheHost(error)) throw error;
    return [{ kind: 'fault', field: host === 'gitlab' ? 'host' : 'hostUrl', text: error.text }];
  }
}
