import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { inTransaction } from '../../../db/db.ts';
import type { JiraAnswer } from '../../../jira/connection.ts';
import { dataCenter } from '../../../jira/dialect/data-center.ts';
import { AppError } from '../../../lib/errors.ts';
import { say } from '../../../lib/words/say.ts';
import { sendToJira } from '../../calls/send-to-jira.ts';
import { tenantHeardOf } from '../../tasks.ts';
import type { Tenant } from '../../tenant.store.ts';
import { answerOfServer } from '../server-answer.ts';
import { serverInfo } from '../version/server-info.schema.ts';
import { recordVersion } from '../site.store.ts';
import { putTokens, type Holder, type NewTokens } from './token.store.ts';

const kind = 'self-hosted';
const permissions = z.object({
  permissions: z.object({ ADMINISTER: z.object({ havePermission: z.boolean() }) }),
});

/** Somebody whom Jira knows by a token. */
export type JiraPerson = {
  /** The key of the user. */
  readonly accountId: string;
  readonly name: string;
  /** Whether they administer Jira. */
  readonly isAdmin: boolean;
};

type Asked = Pick<Tenant, 'id' | 'baseUrl'>;

/** Whose token it is. @throws AppError `unauthorized`, `unexpected_answer`, those of `answerOfServer` and `Http.send` */
export async function whoIs(ctx: Context, tenant: Asked, token: string): Promise<JiraPerson> {
  const myself = await ask(ctx, tenant, { token, path: `${dataCenter.api}/myself` });
  if (myself.status === 401) {
    throw new AppError('unauthorized', say('selfHosted.tokenNotAccepted', { site: tenant.baseUrl }));
  }
  const user = dataCenter.readUser.safeParse(myself.body).data;
  if (myself.status !== 200 || user === undefined) throw notJira(tenant);
  const allowed = await ask(ctx, tenant, { token, ...dataCenter.ownPermissions('ADMINISTER') });
  const { ADMINISTER } = permissions.safeParse(allowed.body).data?.permissions ?? {};
  return { accountId: user.accountId, name: user.name, isAdmin: ADMINISTER?.havePermission === true };
}

type Kept = {
  readonly purpose: 'service' | 'person';
  readonly person: JiraPerson;
  readonly tokens: NewTokens;
};

/** Keeps an authorization; what has waited for that of the app's own user goes on. */
export async function keepAuthorization(
  ctx: Context,
  tenant: Tenant,
  { purpose, person, tokens }: Kept,
): Promise<void> {
  const tenantId = tenant.id;
  const holder: Holder = purpose === 'service' ? 'service' : `user ${person.accountId}`;
  const info =
    purpose === 'service'
      ? await ask(ctx, tenant, { token: tokens.accessToken, path: `${dataCenter.api}/serverInfo` })
      : undefined;
  const version = serverInfo.safeParse(info?.body).data?.version;
  const { accountId, name } = person;
  const authorized = { accountId, name, tokens, at: ctx.clock.now(), sealer: ctx.sealer };
  await inTransaction(ctx.db, async (tx) => {
    await putTokens(tx, { tenantId, holder }, authorized);
    if (version !== undefined) await recordVersion(tx, tenantId, { version, at: ctx.clock.now() });
    if (purpose === 'service') await ctx.jobs.add(tx, tenantHeardOf, { payload: { tenantId } });
  });
}

async function ask(
  ctx: Context,
  { id: tenantId, baseUrl }: Asked,
  { token, ...asked }: { token: string; path: string; query?: Readonly<Record<string, string>> | undefined },
): Promise<JiraAnswer> {
  const request = { method: 'GET', ...asked, lane: 'person', timeoutMs: 10_000 } as const;
  const authorization = `Bearer ${token}`;
  const response = await sendToJira(ctx, { tenantId, kind, baseUrl, request, authorization });
  return answerOfServer(ctx, { tenantId, kind, request, response });
}

function notJira({ baseUrl }: Asked): AppError {
  return new AppError('unexpected_answer', say('selfHosted.notJira', { site: baseUrl }));
}
