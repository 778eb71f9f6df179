import type { Command } from './command.ts';

/** A row of `smart_command` as `commandColumns` gives it. */
export type CommandRow = Omit<Command, 'seenAt' | 'startedAt' | 'endedAt'> & {
  readonly seenAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
};

/** The columns of `smart_command c`, by the names of `Command`. */
export const commandColumns = `c.tenant_id as "tenantId", c.id, c.sha, c.place, c.position,
  c.issue_key as "issueKey", c.name, c.type, c.argument, c.state, c.reason_code as "reasonCode", c.reason,
  c.jira_account_id as "jiraAccountId", c.jira_name as "jiraName", c.url, c.seen_at as "seenAt",
  c.started_at as "startedAt", c.ended_at as "endedAt"`;

export function commandOf(row: CommandRow): Command {
  return {
    ...row,
    seenAt: row.seenAt.getTime(),
    startedAt: row.startedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
  };
}
