import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { AppError, asAppError, jobRuleOf } from '../../lib/errors.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { commandFailed, runIssue, type IssuePayload } from '../tasks.ts';
import { carryOut } from './carry-out.ts';
import { failed, type Outcome, type Run } from './deed.ts';
import type { OpenCommand } from './open-command.ts';
import { endCommand, issuesWithOpenCommands, nextCommand, noteWaiting, openCommands } from './run.store.ts';
import { unknown } from './doubt/settle-doubt.ts';
import { waitsFor } from './doubt/waits-for.ts';
import { listenToJira } from './site/listen-to-jira.ts';
import { noteHeard, waitForSite } from './site/wait-for-site.ts';
import { StoppedAt } from './stopped-at.ts';
import { say } from '../../lib/words/say.ts';

/** Then the others have their turn. */
const sliceMs = 5_000;
const restMs = 2_000;
const authorizationMs = 3_600_000;

/**
 * Carries out what waits on one issue, the oldest first, each once. One that fails stops no other. Where one has to wait
 * those after it wait too, so that they keep their order; where only its GitLab does not answer, just those of the same
 * repository.
 *
 * @throws AppError why something waits, so that the job is tried again
 */
export async function runIssueCommands(ctx: Context, payload: IssuePayload): Promise<void> {
  const { tenantId } = payload;
  const tenant = await getTenant(ctx.db, tenantId);
  // A site that comes back has what waits looked at: `resumeSmartCommits`.
  if (tenant.state !== 'active') return;
  const first = await nextCommand(ctx.db, { ...payload, without: [] });
  if (first === undefined) return;
  const failures = await waitForSite(ctx, tenantId).catch(async (thrown: unknown) => {
    await noteWaiting(ctx.db, first, asAppError(thrown).text);
    throw thrown;
  });
  const jira = listenToJira(jiraConnection(ctx, tenant));
  try {
    await runOneAfterOther(ctx, payload, { tenant, jira, trust: new Map(), attempts: new Map() });
  } finally {
    await noteHeard(ctx, tenantId, { heard: jira.heard(), failures });
  }
}

async function runOneAfterOther(ctx: Context, payload: IssuePayload, run: Run): Promise<void> {
  const endsAt = ctx.clock.now() + sliceMs;
  const held = new Map<string, AppError>();
  let hasProgress = false;
  for (;;) {
    const command = await nextCommand(ctx.db, { ...payload, without: [...held.keys()] });
    if (command === undefined) break;
    if (ctx.stopping.aborted || ctx.clock.now() >= endsAt) return ctx.jobs.add(ctx.db, runIssue, { payload });
    run.attempts.set(command.id, command.attempt);
    const outcome = await tryOut(ctx, run, command).catch((thrown: unknown) => asAppError(thrown));
    if (outcome instanceof AppError) {
      if (!hasProgress) throw new StoppedAt(outcome, { commandId: command.id });
      return startAnew(ctx, payload, outcome);
    }
    if ('waitsFor' in outcome) {
      held.set(command.repositoryId, outcome.waitsFor);
      await noteWaiting(ctx.db, command, outcome.waitsFor.text);
    } else {
      await end(ctx, { ...command, attempt: run.attempts.get(command.id) ?? null }, outcome);
      hasProgress = true;
    }
  }
  await waitForGitlab(ctx, payload, held);
}

/** @param held why those of a repository wait, by its id */
async function waitForGitlab(
  ctx: Context,
  payload: IssuePayload,
  held: ReadonlyMap<string, AppError>,
): Promise<void> {
  for (const [repositoryId, error] of held)
    if (error.code !== 'needs_authorization') throw new StoppedAt(error, { repositoryId });
  // The account that is authorized again has them looked at (`resumeSmartCommits`); an account whose tokens turn out to
  // be good says nothing.
  if (held.size > 0) await ctx.jobs.add(ctx.db, runIssue, { payload, at: ctx.clock.now() + authorizationMs });
}

/** Something was carried out before this failed: how long the job has failed, and how often, begins anew. */
async function startAnew(ctx: Context, payload: IssuePayload, { retryAt }: AppError): Promise<void> {
  await ctx.jobs.add(ctx.db, runIssue, { payload, at: retryAt ?? ctx.clock.now() + restMs });
}

/** What no other try can change ends this command, and no other. */
async function tryOut(
  ctx: Context,
  run: Run,
  command: OpenCommand,
): Promise<Outcome | { readonly waitsFor: AppError }> {
  try {
    return await carryOut(ctx, run, command);
  } catch (thrown) {
    const waiting = waitsFor(thrown);
    if (waiting !== undefined) {
      await noteWaiting(ctx.db, command, waiting.text);
      throw waiting;
    }
    const error = asAppError(thrown);
    ctx.log.warn({ tenantId: command.tenantId, commandId: command.id, err: error }, 'smart commit failed');
    return { ending: failed('refused', error.text) };
  }
}

async function end(
  ctx: Context,
  command: Pick<OpenCommand, 'tenantId' | 'id' | 'attempt'>,
  { ending, person }: Outcome,
): Promise<void> {
  const { tenantId, id: commandId } = command;
  const isOurs = await inTransaction(ctx.db, async (tx) => {
    const given = { from: command.attempt, ending, person, now: ctx.clock.now() };
    const hasEnded = await endCommand(tx, command, given);
    if (hasEnded && (ending.state === 'failed' || ending.state === 'unknown'))
      await ctx.jobs.add(tx, commandFailed, { payload: { tenantId, commandId } });
    return hasEnded;
  });
  const reason = ending.state === 'done' ? null : ending.code;
  if (isOurs) ctx.metrics.command({ outcome: ending.state, reason });
}

/**
 * Nothing is tried any more: what waits has failed, and what was under way is not known. Where Jira does not answer that
 * is so for all on the issue; what only one command comes upon, or those of one repository, ends these and no other.
 */
export async function giveUpIssue(ctx: Context, payload: IssuePayload, error: AppError): Promise<void> {
  const open = await openCommands(ctx.db, payload);
  const ended = open.filter((command) => endsWith(command, error));
  if (ended.length < open.length) await ctx.jobs.add(ctx.db, runIssue, { payload });
  for (const command of ended) {
    const ending =
      command.state === 'running'
        ? unknown(error.text)
        : failed('no_answer', say('smartCommit.reason.triedAgain', { reason: error.text }));
    await end(ctx, { ...command, tenantId: payload.tenantId }, { ending });
  }
}

function endsWith(command: { id: string; repositoryId: string }, error: AppError): boolean {
  if (!(error instanceof StoppedAt)) return true;
  if ('repositoryId' in error.at) return command.repositoryId === error.at.repositoryId;
  return jobRuleOf[error.code] !== 'retry' || command.id === error.at.commandId;
}

/** A site that had switched us off, or could not be asked, is back, or one of its accounts: what waits is looked at now. */
export async function resumeSmartCommits(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const issues = await issuesWithOpenCommands(ctx.db, tenantId);
  await ctx.jobs.addMany(
    ctx.db,
    runIssue,
    issues.map((issueKey) => ({ tenantId, issueKey })),
  );
}
