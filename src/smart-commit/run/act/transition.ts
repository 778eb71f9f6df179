import type { Context } from '../../../context.ts';
import { issueHistory, type IssueHistory } from '../../../jira/issue/history.client.ts';
import { textDocument } from '../../../jira/issue/text-document.ts';
import { availableTransitions, makeTransition } from '../../../jira/issue/transitions.client.ts';
import type { Attempt, AttemptedTransition } from '../attempt.ts';
import { chooseTransition } from '../choose-transition.ts';
import { failed, wordsOf, type Deed, type Ending } from '../deed.ts';
import { issueUrl } from '../issue-url.ts';
import { markKey } from '../mark.ts';
import { refusal } from './refusal.ts';
import { send } from '../doubt/send.ts';
import { comment } from './comment.ts';
import { undecided, type Found } from './found.ts';
import { say } from '../../../lib/words/say.ts';

/** Makes the transition that the command means, as the person; its text becomes a comment in it, or after it. */
export async function transition(ctx: Context, deed: Deed): Promise<Ending> {
  const { command, call, person } = deed;
  const [transitions, history] = await Promise.all([availableTransitions(call), issueHistory(call)]);
  if (!transitions.ok) return refusal(deed, transitions);
  if (!history.ok) return refusal(deed, history);
  const { status, changes } = history.value;
  const choices = { status, transitions: transitions.value, personName: person.name };
  const choice = chooseTransition(command, choices);
  if (choice.result === 'refused') {
    // Jira lists nothing to those who may do nothing: whether that is why, it says when asked.
    if (choice.code !== 'none_available') return failed(choice.code, choice.reason);
    const asked = await refusal(deed, { ok: false, status: 400, words: undefined });
    return asked.state === 'failed' && asked.code === 'refused' ? failed(choice.code, choice.reason) : asked;
  }
  const { id, to, toId } = choice.transition;
  const { commentInside } = choice;
  const attempted: AttemptedTransition = {
    ...{ id, to, toId, commentInside },
    isLoop: status.id === toId,
    lastChange: changes[0]?.id ?? null,
  };
  const text = commentInside ? textDocument(wordsOf(deed, command.argument)) : undefined;
  const { answer, attempt } = await send(ctx, deed, {
    attempt: { step: 'write', transition: attempted },
    write: (made) =>
      makeTransition(made, {
        transitionId: id,
        comment: text,
        origin: { type: markKey, id: command.id },
      }),
  });
  if (!answer.ok) {
    const why = await refusal(deed, answer);
    const isOpen = why.state === 'failed' && why.code === 'refused';
    // Its comment needs a permission of its own.
    return isOpen && text !== undefined ? refusal(deed, answer, 'comment') : why;
  }
  return afterTransition(ctx, { ...deed, command: { ...command, attempt } }, attempted);
}

/** The transition is made: what remains is its comment, where it could not go in it. */
export async function afterTransition(ctx: Context, deed: Deed, made: AttemptedTransition): Promise<Ending> {
  const { tenant, command } = deed;
  if (made.commentInside || textDocument(wordsOf(deed, command.argument)) === undefined)
    return { state: 'done', url: issueUrl(tenant, command.issueKey) };
  const ending = await comment(ctx, deed, { step: 'comment', transition: made });
  if (ending.state === 'done') return ending;
  const reason = say('smartCommit.reason.movedNotCommented', { to: made.to, reason: ending.reason });
  return { ...ending, reason };
}

/** Looks for the transition of an attempt whose answer is not known: in the history that the issue has since. */
export async function findTransition(
  { command, call, actor }: Deed,
  { transition: attempted }: Attempt,
): Promise<'found' | Found> {
  if (attempted === undefined) return { result: 'undecided' };
  const history = await issueHistory(call);
  if (!history.ok) return undecided(history.words);
  return isInHistory(history.value, {
    commandId: command.id,
    accountId: actor.accountId,
    attempted,
  });
}

type Sought = {
  readonly commandId: string;
  readonly accountId: string;
  readonly attempted: AttemptedTransition;
};

/** Whether the history says that an attempt was carried out. Exported for tests. */
export function isInHistory(
  { changes, isWhole }: Pick<IssueHistory, 'changes' | 'isWhole'>,
  { commandId, accountId, attempted }: Sought,
): 'found' | Found {
  const { lastChange, toId, isLoop } = attempted;
  const known = changes.findIndex(({ id }) => id === lastChange);
  const since = known === -1 ? changes : changes.slice(0, known);
  const isOurs = since.some(
    (change) =>
      change.originId === commandId ||
      (change.originId === undefined && change.accountId === accountId && change.toStatusId === toId),
  );
  if (isOurs) return 'found';
  // A transition back to where it began leaves no trace. Nor can be said what a history cut short would show.
  const isComplete = known !== -1 || isWhole;
  return isComplete && !isLoop ? { result: 'absent' } : { result: 'undecided' };
}
