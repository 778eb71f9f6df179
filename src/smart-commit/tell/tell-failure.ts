import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { addComment, commentsSince } from '../../jira/issue/comments.client.ts';
import type { EntityProperty, IssueCall } from '../../jira/issue/issue-call.ts';
import { textDocument } from '../../jira/issue/text-document.ts';
import { AppError, asAppError, type ErrorCode } from '../../lib/errors.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { findTenantById, type Tenant } from '../../tenant/tenant.store.ts';
import { commandsBeside, type CommittedCommand } from '../commands-of.store.ts';
import { repeatAfterMs, writeMs } from '../run/attempt.ts';
import { commandFailed, type EndedPayload } from '../tasks.ts';
import { failureWords, isFailure } from './failure-words.ts';

/** Key of the property that says of which commands a comment tells. Not that of the comments that commands make. */
const toldKey = 'dvcs-connector.smart-commit-failed';
/** What ends this much later is told by a comment of its own. */
const companyMs = 60_000;
const lookAgainMs = 5_000;
/** Jira's clock and ours need not agree. */
const clockSlackMs = 10 * 60_000;

/**
 * Tells an issue in a comment of the app what a commit asked for and did not get, where the account wants that: one
 * comment for all that failed by then. Comments are looked at first, each time: what a lost answer has left is not
 * repeated. Jobs of a site run one after the other (`commandFailed`), so that two do not look at the same time.
 */
export async function tellFailure(ctx: Context, payload: EndedPayload): Promise<void> {
  const beside = await commandsBeside(ctx.db, payload);
  const failure = beside.find(({ id }) => id === payload.commandId);
  if (failure === undefined || !isFailure(failure) || !(await isWanted(ctx, failure))) return;
  const tenant = await findTenantById(ctx.db, payload.tenantId);
  if (tenant?.state !== 'active') return;
  const now = ctx.clock.now();
  const isGoingOn = beside.some(({ state }) => state === 'waiting' || state === 'running');
  if (isGoingOn && now < (failure.endedAt ?? 0) + companyMs) {
    await ctx.jobs.add(ctx.db, commandFailed, { payload, at: now + lookAgainMs });
    return;
  }
  await tellOnce(ctx, tenant, { failure, failures: beside.filter(isFailure) });
}

async function isWanted({ db }: Context, { tenantId, repositoryId }: CommittedCommand): Promise<boolean> {
  const repository = await getRepository(db, tenantId, repositoryId);
  const account = repository && (await getAccount(db, tenantId, repository.accountId));
  return account?.state === 'active' && account.commentOnFailure;
}

/** @param failures those of a commit on an issue, in their order */
async function tellOnce(
  ctx: Context,
  tenant: Tenant,
  { failure, failures }: { failure: CommittedCommand; failures: readonly CommittedCommand[] },
): Promise<void> {
  const call = {
    connection: jiraConnection(ctx, tenant),
    accountId: undefined,
    issueKey: failure.issueKey,
    now: ctx.clock.now(),
    // One for both: a process that stood still after it had looked writes nothing any more.
    signal: AbortSignal.timeout(writeMs),
  };
  const there = await commentsSince(call, { since: failure.seenAt - clockSlackMs, key: toldKey });
  if (there.ok && there.value.some(({ properties }) => tellsOf(properties, failure.id))) return;
  const body = textDocument(failureWords(failure, failures));
  const properties = [{ key: toldKey, value: { ids: failures.map(({ id }) => id) } }];
  const written = there.ok && body !== undefined ? await write(call, { body, properties }) : there;
  if (!written.ok) {
    // Not the app's to decide: it may not see or comment on every issue.
    const { status } = written;
    const about = { tenantId: tenant.id, commandId: failure.id, status };
    ctx.log.info(about, 'a failed command was not told on its issue: Jira refused the comment');
  }
}

function tellsOf(properties: readonly EntityProperty[], commandId: string): boolean {
  return properties.some(({ key, value }) => {
    const ids: unknown = key === toldKey && typeof value === 'object' && value && Reflect.get(value, 'ids');
    return Array.isArray(ids) && ids.includes(commandId);
  });
}

const isDoubtful = new Set<ErrorCode>([
  'timeout',
  'unavailable',
  'unreachable',
  'unexpected_answer',
  'cancelled',
  'internal',
]);

async function write(
  call: IssueCall,
  comment: Parameters<typeof addComment>[1],
): ReturnType<typeof addComment> {
  try {
    return await addComment(call, comment);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (!isDoubtful.has(error.code)) throw error;
    // Jira may still be at it: too early a look would not find it.
    throw new AppError('unavailable', error.text, { cause: error, retryAt: call.now + repeatAfterMs });
  }
}
