import { createHash, randomUUID } from 'node:crypto';
import type { Command } from '../../../src/smart-commit/command.ts';
import type { TestApp } from '../../support/app.ts';

export type SeededCommand = Partial<Omit<Command, 'tenantId' | 'place'>> & {
  readonly authorName?: string;
  readonly authorEmail?: string;
  readonly line?: string;
  readonly commitUrl?: string;
};

/** A row as the app has it after a commit was read, without GitLab and Jira. @returns the id of the command */
export async function seedCommand(
  { ctx: { db, clock } }: Pick<TestApp, 'ctx'>,
  { tenantId, repositoryId }: { tenantId: string; repositoryId: string },
  given: SeededCommand = {},
): Promise<string> {
  const seenAt = new Date(given.seenAt ?? clock.now());
  const sha = given.sha ?? createHash('sha1').update(randomUUID()).digest('hex');
  const issueKey = given.issueKey ?? 'ABC-1';
  const name = given.name ?? 'comment';
  const argument = given.argument ?? 'Done';
  const line = given.line ?? `${issueKey} #${name} ${argument}`;
  await db.run(
    `insert into smart_commit (tenant_id, sha, repository_id, line, author_name, author_email, authored_at, url,
       fingerprint, seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $2, $7) on conflict do nothing`,
    [
      tenantId,
      sha,
      repositoryId,
      line,
      given.authorName ?? 'Jane Doe',
      given.authorEmail ?? 'jane@example.com',
      seenAt,
      given.commitUrl ?? `https://gitlab.example.com/acme/engine/-/commit/${sha}`,
    ],
  );
  const id = given.id ?? randomUUID();
  await db.run(
    `insert into smart_command (tenant_id, id, sha, place, position, issue_key, name, type, argument, state,
       reason_code, reason, jira_account_id, jira_name, url, seen_at, started_at, ended_at)
     values ($1, $2, $3, (select place from smart_commit where tenant_id = $1 and sha = $3), $4, $5, $6, $7, $8, $9,
       $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      tenantId,
      id,
      sha,
      given.position ?? 0,
      issueKey,
      name,
      given.type ?? 'comment',
      argument,
      given.state ?? 'done',
      given.reasonCode ?? null,
      given.reason ?? null,
      given.jiraAccountId ?? null,
      given.jiraName ?? null,
      given.url ?? null,
      seenAt,
      dateOf(given.startedAt),
      dateOf(given.endedAt ?? (given.state === 'waiting' ? null : seenAt.getTime())),
    ],
  );
  return id;
}

function dateOf(at: number | null | undefined): Date | null {
  return at === null || at === undefined ? null : new Date(at);
}
