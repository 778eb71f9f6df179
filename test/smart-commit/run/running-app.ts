import type { Account } from '../../../src/account/account.store.ts';
import type { CommandState, ReasonCode } from '../../../src/smart-commit/command.ts';
import type { NewCommit } from '../../sandbox/gitlab/world/push.ts';
import type { Project } from '../../sandbox/gitlab/world/model.ts';
import type { JiraUser } from '../../sandbox/jira/cloud/site.ts';
import type { WorkedIssue } from '../../sandbox/jira/work/drive-work.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/app.ts';
import { installTenant, type InstalledTenant } from '../../support/install-tenant.ts';
import { linkAccount } from '../../support/link-account.ts';
import { repositoryNamed } from '../../sync/support.ts';
import { inPlainEnglish } from '../../../src/lib/words/speak.ts';
import { textOfStored } from '../../../src/lib/words/stored-text.ts';

export type Outcome = {
  id: string;
  name: string;
  state: CommandState;
  code: ReasonCode | null;
  reason: string | null;
  as: string | null;
  url: string | null;
};

export type RunningApp = {
  readonly app: TestApp;
  readonly site: InstalledTenant;
  readonly project: Project;
  /** Another repository of the same account. */
  readonly other: Project;
  readonly account: Account;
  readonly repositoryId: string;
  /** The author of all commits, unless others are named. */
  readonly jane: JiraUser;
  /** The key of an issue that no other test has. */
  newIssue(): string;
  /** Commits to GitLab, the oldest first; nothing runs yet. */
  push(...commits: (string | NewCommit)[]): void;
  /** Commits, and waits until nothing is left to do now. */
  run(...commits: (string | NewCommit)[]): Promise<void>;
  issue(key: string): WorkedIssue;
  /** What came of each command on an issue, in their order. */
  outcomes(issueKey: string): Promise<Outcome[]>;
  close(): Promise<void>;
};

const author = { authorName: 'Jane Doe', authorEmail: 'jane@example.com' };

/** A site in which Jane works, with one repository. Each commit is a minute younger than the one before. */
export async function startRunningApp(options: TestAppOptions = {}): Promise<RunningApp> {
  const env = { CHANGED_FILES: 'off', ...options.env };
  const app = await startTestApp({ ...options, env, jira: { allIssuesOf: ['RUN'] } });
  const site = await installTenant(app);
  const jane = site.site.createUser({
    displayName: 'Jane Doe',
    emailAddress: author.authorEmail,
    emailVisible: true,
  });
  const { world } = app.gitlab;
  world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
  const [project, other] = ['one', 'two'].map((path) =>
    world.addProject({ path, namespace: world.namespace('acme') }),
  );
  if (project === undefined || other === undefined) throw new Error('no projects');
  for (const each of [project, other]) world.push(each, 'main', [{ message: `begin ${each.path}` }]);
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await app.drain();
  app.advance(60_000);
  const { id: repositoryId } = await repositoryNamed(app, site.tenant.id, 'one');
  let issues = 0;
  const push = (...commits: (string | NewCommit)[]) => {
    app.advance(60_000);
    const full = commits.map((commit) => ({
      ...author,
      ...(typeof commit === 'string' ? { message: commit } : commit),
    }));
    world.push(project, 'main', full);
  };
  return {
    ...{ app, site, project, other, account, repositoryId, jane, push },
    newIssue: () => `RUN-${(issues += 1)}`,
    async run(...commits) {
      push(...commits);
      await app.drain();
    },
    issue: (key) => site.site.issue(key),
    outcomes: (issueKey) => outcomesOf(app, site.tenant.id, issueKey),
    close: () => app.close(),
  };
}

async function outcomesOf(app: TestApp, tenantId: string, issueKey: string): Promise<Outcome[]> {
  const rows = await app.ctx.db.rows<Outcome>(
    `select id, name, state, reason_code as code, reason, jira_name as "as", url from smart_command
     where tenant_id = $1 and issue_key = $2 order by place, position`,
    [tenantId, issueKey],
  );
  return rows.map((row) => ({ ...row, reason: row.reason && inPlainEnglish(textOfStored(row.reason)) }));
}
