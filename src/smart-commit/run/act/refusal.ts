import {
  hasPermission,
  isTimeTracked,
  othersPermission,
  type IssuePermission,
} from '../../../jira/issue/permissions.client.ts';
import type { Answered } from '../../../jira/issue/issue-call.ts';
import type { Command } from '../../command.ts';
import { failed, type Deed, type Ending } from '../deed.ts';
import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';

type Refused = Extract<Answered<unknown>, { ok: false }>;

/** What each type of command needs. The texts have the names that administrators see ("Permissions for company-managed projects"). */
const needs: Readonly<Record<Command['type'], IssuePermission>> = {
  comment: 'ADD_COMMENTS',
  time: 'WORK_ON_ISSUES',
  transition: 'TRANSITION_ISSUES',
};

/** Who would do what, to be looked at without doing it. */
export type Intended = Pick<Deed, 'call' | 'person'> & {
  readonly command: Pick<Command, 'type' | 'issueKey'>;
};

/**
 * Why Jira refused, in words. Its answers hardly tell a missing permission from other things (400 for each, or 404, and
 * words in the person's language), so that it is asked.
 *
 * @param needed what the refused call is for; default: the command's type
 * @throws AppError where Jira does not answer
 */
export async function refusal(
  deed: Intended,
  answer: Refused,
  needed: Command['type'] = deed.command.type,
): Promise<Ending> {
  const { command, person } = deed;
  const known = await hindrance(deed, needed, answer);
  if (known !== undefined) return known;
  if (answer.status === 404) return noIssue(command.issueKey, person.name);
  return failed('refused', refusedWords(answer));
}

/**
 * What keeps a person from doing this on the issue, as Jira says when asked; undefined where nothing is known to.
 *
 * @param answer of a call that was refused; absent: none was made
 * @throws AppError where Jira does not answer
 */
export async function hindrance(
  { call, command, person }: Intended,
  needed: Command['type'],
  answer?: Refused,
): Promise<Ending | undefined> {
  const isOthers = call.accountId === undefined;
  const permission = isOthers
    ? await othersPermission(call, { accountId: person.accountId, permission: needs[needed] })
    : await hasPermission(call, needs[needed]);
  if (!permission.ok) {
    if (permission.status === 404) return noIssue(command.issueKey, person.name);
    if (isOthers && permission.status === 403) return notAsked(person.name);
    return failed('refused', refusedWords(answer ?? permission));
  }
  if (!permission.value) {
    const project = command.issueKey.slice(0, command.issueKey.lastIndexOf('-'));
    const reason = say(`smartCommit.reason.noPermission.${needed}`, { name: person.name, project });
    return failed('no_permission', saying(reason, answer));
  }
  if (needed !== 'time') return undefined;
  const tracked = await isTimeTracked(call);
  if (!tracked.ok || tracked.value) return undefined;
  return failed('no_time_tracking', saying(say('smartCommit.reason.noTimeTracking'), answer));
}

/** The app's own user is no administrator of the project, and so is not told what others may do. */
function notAsked(name: string): Ending {
  return failed('no_permission', say('smartCommit.reason.notAsked', { name }));
}

/** Jira does not tell one from the other. */
function noIssue(issueKey: string, name: string): Ending {
  return failed('no_issue', say('smartCommit.reason.noIssue', { issueKey, name }));
}

function refusedWords(answer: Refused): Text {
  return saying(say('smartCommit.reason.refused', { status: String(answer.status) }), answer);
}

/** With Jira's own words, where it gave some. */
function saying(what: Text, answer: Refused | undefined): Text {
  const words = answer?.words;
  return words === undefined ? what : say('smartCommit.jiraSays', { what, words });
}
