import { z } from 'zod';
import { askIssue, type Answered, type IssueCall } from './issue-call.ts';

const granted = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});
const configuration = z.object({ timeTrackingEnabled: z.boolean() });

export type IssuePermission = 'ADD_COMMENTS' | 'WORK_ON_ISSUES' | 'TRANSITION_ISSUES';

/** Whether the person has it on this issue; refused with 404 where they do not see it. @throws AppError of `askIssue` */
export async function hasPermission(
  call: IssueCall,
  permission: IssuePermission,
): Promise<Answered<boolean>> {
  const { dialect } = call.connection;
  return askIssue(
    call,
    { method: 'GET', ...dialect.ownPermissions(permission, { issueKey: call.issueKey }) },
    (answer) => granted.safeParse(answer.body).data?.permissions[permission]?.havePermission,
  );
}

/** Whether work can be logged on this site at all ("Get global settings"). @throws AppError of `askIssue` */
export async function isTimeTracked(call: IssueCall): Promise<Answered<boolean>> {
  return askIssue(
    call,
    { method: 'GET', path: `${call.connection.dialect.api}/configuration` },
    (answer) => configuration.safeParse(answer.body).data?.timeTrackingEnabled,
  );
}

/**
 * Whether somebody else has it on this issue, asked as the app's own user; refused with 403 where that user administers
 * neither Jira nor the project. @throws AppError of `askIssue`
 */
export async function othersPermission(
  call: IssueCall,
  { accountId, permission }: { accountId: string; permission: IssuePermission },
): Promise<Answered<boolean>> {
  const { dialect } = call.connection;
  const person = await askIssue(
    call,
    { method: 'GET', ...dialect.user(accountId) },
    (answer) => dialect.readUser.safeParse(answer.body).data,
  );
  if (!person.ok) return person;
  const { username = '' } = person.value;
  const asked = dialect.usersWith?.(permission, { username, issueKey: call.issueKey });
  if (asked === undefined) return { ok: false, status: 403, words: undefined };
  return askIssue(call, { method: 'GET', ...asked }, (answer) =>
    z
      .array(dialect.readUser)
      .safeParse(answer.body)
      .data?.some((user) => user.accountId === accountId),
  );
}
