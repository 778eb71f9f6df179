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
  const query = { issueKey: call.issueKey, permissions: permission };
  return askIssue(
    call,
    { method: 'GET', path: '/rest/api/3/mypermissions', query },
    (answer) => granted.safeParse(answer.body).data?.permissions[permission]?.havePermission,
  );
}

/** Whether work can be logged on this site at all ("Get global settings"). @throws AppError of `askIssue` */
export async function isTimeTracked(call: IssueCall): Promise<Answered<boolean>> {
  return askIssue(
    call,
    { method: 'GET', path: '/rest/api/3/configuration' },
    (answer) => configuration.safeParse(answer.body).data?.timeTrackingEnabled,
  );
}
