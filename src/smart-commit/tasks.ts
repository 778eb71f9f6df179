import { z } from 'zod';
import { defineTask, livePriority } from '../queue/task.ts';

const issue = z.object({ tenantId: z.uuid(), issueKey: z.string() });
export type IssuePayload = z.infer<typeof issue>;

/** Carry out what waits on one issue, the oldest command first. */
export const runIssue = defineTask({
  name: 'smart-commit.run-issue',
  payload: issue,
  orderKey: ({ issueKey }) => issueKey,
  jobKey: ({ issueKey }) => issueKey,
  priority: livePriority,
});

const ended = z.object({ tenantId: z.uuid(), commandId: z.uuid() });
export type EndedPayload = z.infer<typeof ended>;

/**
 * A command has ended as `failed` or `unknown`: its issue is told where the account wants that. One after the other:
 * those of one commit share a comment.
 */
export const commandFailed = defineTask({
  name: 'smart-commit.failed',
  payload: ended,
  orderKey: () => 'smart-commit.failed',
  jobKey: ({ commandId }) => commandId,
});
