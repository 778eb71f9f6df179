import type { Context } from '../../../context.ts';
import { addComment, commentsSince } from '../../../jira/issue/comments.client.ts';
import { textDocument } from '../../../jira/issue/text-document.ts';
import type { Attempt } from '../attempt.ts';
import { failed, wordsOf, type Deed, type Ending } from '../deed.ts';
import { issueUrl } from '../issue-url.ts';
import { isMarked, markKey, markOf } from '../mark.ts';
import { refusal } from './refusal.ts';
import { seenMarks } from '../doubt/seen-marks.ts';
import { send } from '../doubt/send.ts';
import { undecided, type Found } from './found.ts';
import { say } from '../../../lib/words/say.ts';

/** Jira's clock and ours may differ by so much. What is looked at too early costs a look; the mark decides. */
const clockMarginMs = 10 * 60_000;

/** Adds the command's text as the person's comment. @param attempt what is written down; default: of a comment alone */
export async function comment(
  ctx: Context,
  deed: Deed,
  attempt: Omit<Attempt, 'at'> = { step: 'write' },
): Promise<Ending> {
  const { tenant, command } = deed;
  const isAlone = attempt.step === 'write';
  const body =
    isAlone && textDocument(command.argument) === undefined
      ? undefined
      : textDocument(wordsOf(deed, command.argument));
  if (body === undefined) return failed('empty_comment', say('smartCommit.reason.emptyComment'));
  const properties = markOf(command.id);
  const { answer } = await send(ctx, deed, {
    attempt,
    write: (call) => addComment(call, { body, properties }),
  });
  if (!answer.ok) return refusal(deed, answer, 'comment');
  return { state: 'done', url: issueUrl(tenant, command.issueKey, { comment: answer.value.id }) };
}

/** Looks for the comment of an attempt whose answer is not known. */
export async function findComment(
  ctx: Context,
  { tenant, command, call }: Deed,
  attempt: Attempt,
): Promise<Found> {
  const listed = await commentsSince(call, {
    since: attempt.at - clockMarginMs,
    key: markKey,
    seen: seenMarks(ctx, tenant.id),
  });
  if (!listed.ok) return undecided(listed.words);
  const made = listed.value.find(({ properties }) => isMarked(properties, command.id));
  if (made === undefined) return { result: 'absent' };
  const url = issueUrl(tenant, command.issueKey, { comment: made.id });
  return { result: 'found', ending: { state: 'done', url } };
}
