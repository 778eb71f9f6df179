import {
  hasPermission,
  isTimeTracked,
  type IssuePermission,
} from '../../../jira/issue/permissions.client.ts';
import type { Answered } from '../../../jira/issue/issue-call.ts';
import type { Command } from '../../command.ts';
import { failed, type Deed, type Ending } from '../deed.ts';

type Refused = Extract<Answered<unknown>, { ok: false }>;

/** What each type of command needs, by the name that administrators see ("Permissions for company-managed projects"). */
const needs: Readonly<Record<Command['type'], { key: IssuePermission; name: string; deed: string }>> = {
  comment: { key: 'ADD_COMMENTS', name: 'Add comments', deed: 'add comments' },
  time: { key: 'WORK_ON_ISSUES', name: 'Work on issues', deed: 'log work' },
  transition: { key: 'TRANSITION_ISSUES', name: 'Transition issues', deed: 'change the status of issues' },
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
  return failed('refused', `Jira refused it (${answer.status}).${saying(answer)}`);
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
  const { key, name, deed } = needs[needed];
  const permission = await hasPermission(call, key);
  if (!permission.ok) {
    if (permission.status === 404) return noIssue(command.issueKey, person.name);
    const refused = answer ?? permission;
    return failed('refused', `Jira refused it (${refused.status}).${saying(refused)}`);
  }
  const said = answer === undefined ? '' : saying(answer);
  if (!permission.value) {
    const project = command.issueKey.slice(0, command.issueKey.lastIndexOf('-'));
    return failed(
      'no_permission',
      `${person.name} may not ${deed} in ${project}. An administrator of that project can give the permission “${name}”.${said}`,
    );
  }
  if (needed !== 'time') return undefined;
  const tracked = await isTimeTracked(call);
  if (!tracked.ok || tracked.value) return undefined;
  return failed(
    'no_time_tracking',
    `Time tracking is switched off in Jira. A Jira administrator can switch it on.${said}`,
  );
}

/** Jira does not tell one from the other. */
function noIssue(issueKey: string, name: string): Ending {
  return failed(
    'no_issue',
    `Jira has no issue ${issueKey}, or ${name} may not see it. Check the key, or ask an administrator of the project for access.`,
  );
}

function saying({ words }: Refused): string {
  return words === undefined ? '' : ` Jira says: ${words}`;
}
