import type { Context } from '../../context.ts';
import { findJiraUser, type FoundUser } from '../../identity/find-jira-user.ts';
import { AppError, asAppError } from '../../lib/errors.ts';
import { isPushedByAuthor, type Trust } from '../trust/is-pushed-by-author.ts';
import { verifiedUsername } from '../trust/verified-username.ts';
import { comment } from './act/comment.ts';
import { hindrance } from './act/refusal.ts';
import { afterTransition, transition } from './act/transition.ts';
import { worklog } from './act/worklog.ts';
import { deedOf, failed, type Deed, type Ending, type Outcome, type Run } from './deed.ts';
import { isWanted } from './is-wanted.ts';
import type { OpenCommand } from './open-command.ts';
import { settleDoubt } from './doubt/settle-doubt.ts';
import { waitsFor } from './doubt/waits-for.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/**
 * Carries out one command as far as it is not carried out yet.
 *
 * @returns `waitsFor`: why nobody can say yet who has pushed it; `needs_authorization` where nobody can until the account
 * is authorized again
 * @throws AppError where it has to wait: for a limit, for Jira to answer, or until it is clear what came of an attempt
 */
export async function carryOut(
  ctx: Context,
  run: Run,
  command: OpenCommand,
): Promise<Outcome | { readonly waitsFor: AppError }> {
  const { attempt } = command;
  if (command.state === 'running' && attempt !== null) {
    const settled = await settleDoubt(ctx, { run, command, attempt });
    if (settled !== 'absent') return settled;
  }
  const { tenantId, repositoryId } = command;
  const wanted = await isWanted(ctx, { tenantId, repositoryId });
  if (!wanted.wanted) return skipped('switched_off', wanted.reason);
  const author = await authorOf(ctx, { run, command, hostUrl: wanted.hostUrl });
  if ('waitsFor' in author) return author;
  const person = author.found ? { accountId: author.accountId, name: author.name } : undefined;
  if (wanted.trustedAuthorsOnly) {
    const trust = await trustIn(ctx, run, command);
    if ('waitsFor' in trust) return trust;
    if (!trust.trusted) return { ...skipped('not_verified', trust.reason), person };
  }
  if (!author.found) return { ending: failed(author.code, author.reason) };
  const deed = await deedOf(ctx, { run, command, person: author, webUrl: wanted.webUrl });
  return { ending: await act(ctx, deed), person };
}

type Authored = { readonly run: Run; readonly command: OpenCommand; readonly hostUrl: string };

/** That GitLab does not answer who is called how holds up only those whom nothing else tells. */
async function authorOf(
  ctx: Context,
  { run, command, hostUrl }: Authored,
): Promise<FoundUser | { readonly waitsFor: AppError }> {
  const { tenantId, repositoryId, sha } = command;
  let gitlabFails: AppError | undefined;
  const gitlabUsername = () =>
    verifiedUsername(ctx, { tenantId, repositoryId, sha }).catch((thrown: unknown) => {
      gitlabFails = waitsFor(thrown);
      if (gitlabFails !== undefined) throw gitlabFails;
      return undefined;
    });
  const found = findJiraUser(ctx, { tenantId, hostUrl, gitlabUsername }, command.author);
  return run.jira.listen(found).catch((thrown: unknown) => {
    if (gitlabFails === undefined) throw thrown;
    return { waitsFor: gitlabFails };
  });
}

async function act(ctx: Context, deed: Deed): Promise<Ending> {
  const { type, attempt } = deed.command;
  if (!deed.actor.isThemselves) {
    // Jira would look at what the app's own user may do.
    const hindered = await hindrance(deed, attempt?.step === 'comment' ? 'comment' : type);
    if (hindered !== undefined) return hindered;
  }
  if (type === 'comment') return comment(ctx, deed);
  if (type === 'time') return worklog(ctx, deed);
  if (attempt?.step === 'comment' && attempt.transition !== undefined)
    return afterTransition(ctx, deed, attempt.transition);
  return transition(ctx, deed);
}

/** GitLab is another's server: that it does not answer holds up nothing that does not need it. */
async function trustIn(
  ctx: Context,
  run: Run,
  command: OpenCommand,
): Promise<Trust | { readonly waitsFor: AppError }> {
  const { tenantId, repositoryId, sha, author, commitSeenAt: seenAt } = command;
  const known = run.trust.get(sha);
  if (known !== undefined) return known;
  try {
    const asked = { tenantId, repositoryId, sha, authorEmail: author.email, seenAt };
    const trust = await isPushedByAuthor(ctx, asked);
    run.trust.set(sha, trust);
    return trust;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'needs_authorization') return { waitsFor: notAuthorized(error) };
    const waiting = waitsFor(error);
    return waiting === undefined ? { trusted: false, reason: error.text } : { waitsFor: waiting };
  }
}

function notAuthorized(cause: AppError): AppError {
  const reason = say('smartCommit.reason.notAuthorized', { reason: cause.text });
  return new AppError('needs_authorization', reason, { cause });
}

function skipped(code: 'switched_off' | 'not_verified', reason: Text): Outcome {
  return { ending: { state: 'skipped', code, reason } };
}
