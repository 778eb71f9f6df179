import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineTask, livePriority } from '../queue/task.ts';

const issue = z.object({ tenantId: z.uuid(), issueKey: z.string() });
export type IssuePayload = z.infer<typeof issue>;

/** A Jira that does not answer holds a third of the slots of live work, until it is asked by one job at a time. */
const mostOfSite = 4;

/**
 * Carry out what waits on one issue, the oldest command first: those of one issue one after the other, and of few issues
 * of a site at once. In queues of its own: a Jira that is slow keeps no webhook waiting.
 */
export const runIssue = defineTask({
  name: 'smart-commit.run-issue',
  payload: issue,
  orderKey: ({ issueKey }) =>
    String(createHash('sha256').update(issueKey).digest().readUInt8(0) % mostOfSite),
  jobKey: ({ issueKey }) => issueKey,
  queue: 'issues',
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
