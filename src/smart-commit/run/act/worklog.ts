import type { Context } from '../../../context.ts';
import { textDocument } from '../../../jira/issue/text-document.ts';
import { addWorklog, worklogsStarted } from '../../../jira/issue/worklogs.client.ts';
import { readDuration } from '../../parse/read-duration.ts';
import { failed, type Deed, type Ending } from '../deed.ts';
import { issueUrl } from '../issue-url.ts';
import { fragmentOf, isMarked, markOf } from '../mark.ts';
import { refusal } from './refusal.ts';
import { send } from '../doubt/send.ts';
import { undecided, type Found } from './found.ts';
import { say } from '../../../lib/words/say.ts';

/** Logs work as the person, at the time the commit says it was written. */
export async function worklog(ctx: Context, deed: Deed): Promise<Ending> {
  const { tenant, command } = deed;
  const spent = readDuration(command.argument);
  if (spent === undefined) return failed('invalid_duration', say('smartCommit.reason.noTime'));
  const work = {
    timeSpent: spent.timeSpent,
    started: command.authoredAt,
    comment: textDocument(
      deed.actor.isThemselves ? spent.comment : `${deed.person.name}: ${spent.comment}`.trim(),
    ),
    properties: markOf(command.id),
    sourceUrl: `${deed.webUrl}/-/commit/${command.sha}${fragmentOf(command.id)}`,
  };
  const { answer } = await send(ctx, deed, {
    attempt: { step: 'write' },
    write: (call) => addWorklog(call, work),
  });
  if (!answer.ok) return refusal(deed, answer);
  return { state: 'done', url: issueUrl(tenant, command.issueKey, { worklog: answer.value.id }) };
}

/** Looks for the worklog of an attempt whose answer is not known. */
export async function findWorklog({ tenant, command, call }: Deed): Promise<Found> {
  const listed = await worklogsStarted(call, command.authoredAt);
  if (!listed.ok) return undecided(listed.words);
  const fragment = fragmentOf(command.id);
  const made = listed.value.find(
    ({ properties, text }) => isMarked(properties, command.id) || text?.includes(fragment) === true,
  );
  if (made === undefined) return { result: 'absent' };
  const url = issueUrl(tenant, command.issueKey, { worklog: made.id });
  return { result: 'found', ending: { state: 'done', url } };
}
