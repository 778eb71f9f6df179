import type { Account } from '../../../src/account/account.ts';
import { listAccounts } from '../../../src/account/account.store.ts';
import type { Project } from '../../sandbox/gitlab/world/model.ts';
import { seedCommand } from '../../smart-commit/support/seed-commands.ts';
import type { TestApp } from '../../support/app.ts';
import type { InstalledTenant } from '../../support/install-tenant.ts';
import { followUrl, linkAccount } from '../../support/link-account.ts';
import { finishImport } from '../../support/linked-group.ts';

/** Becomes an element, and runs, where a page takes it for markup. */
const markup = `<img src=x onerror="document.title='taken'"><b>{{7*7}}</b>&amp;"'`;
/** Hebrew and an override that turns round what follows it, where nothing keeps it to itself. */
const rightToLeft = 'שלום עולם\u202E';

/** A name that is all of this, as long as GitLab and Jira let names be; `of` says what it names. */
function hostileName(of: string, most = 255): string {
  return `${of} ${markup} ${rightToLeft} 🧑‍🚀🏳️‍🌈 ${'W'.repeat(most)}`.slice(0, most);
}

/** The same for refs, which hold no space and few signs. */
const hostileRef = (of: string) =>
  `${of}-<img/src=x/onerror=alert(1)>-"'&-שלום-🚀-${'W'.repeat(200)}`.slice(0, 200);

/** The Jira project and issue that everything is about. */
export const hostileIssue = 'EVIL-1';

/** What pages need to be asked for. */
export type HostileWorld = {
  readonly account: Account;
  /** One that is in order, and one whose webhook is missing and whose import has failed. */
  readonly repositoryId: string;
  readonly failedId: string;
  /** Where the page asks from which the administrator has left for GitLab. */
  readonly followUrl: string;
};

/** A GitLab and a Jira in which everything that has a name has a hostile one, linked and imported. */
export async function startHostileWorld(app: TestApp, site: InstalledTenant): Promise<HostileWorld> {
  const project = makeGitlab(app);
  makeJira(app);
  await linkAccount(app, site, { namespace: 'evil', username: 'mallory' });
  await finishImport(app);
  await workOn(app, project);
  await finishImport(app);
  const [account] = await listAccounts(app.ctx.db, site.tenant.id);
  if (account === undefined) throw new Error('The group was not linked.');
  const repositoryId = await idOf(app, project.path);
  const failedId = await idOf(app, 'broken');
  await spoil(app, { tenantId: site.tenant.id, repositoryId, failedId });
  const left = await site.ask({ path: `/accounts/${account.id}/authorize`, fields: {} });
  return { account, repositoryId, failedId, followUrl: followUrl(left) };
}

function makeGitlab(app: TestApp): Project {
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'evil', name: hostileName('Group') });
  const mallory = world.addUser({ username: 'mallory', name: hostileName('Mallory', 200) });
  world.addMember(group, mallory, 50);
  const project = world.addProject({
    ...{ namespace: group, path: `shop-${'x'.repeat(200)}`, name: hostileName('Shop') },
    description: hostileName('Description'),
  });
  world.push(project, 'main', [commit('Begin')]);
  const branch = hostileRef(`feature/${hostileIssue}`);
  world.push(project, branch, [commit('Work'), commit('More work')]);
  const row = world.openMergeRequest(project, {
    ...{ sourceBranch: branch, title: `${hostileIssue} ${hostileName('Merge request', 200)}` },
    ...{ author: mallory, description: hostileName('About it'), reviewers: [mallory] },
  });
  world.approve(row, mallory);
  const pipeline = world.runPipeline(project, {
    ref: branch,
    name: hostileName('Pipeline'),
    status: 'success',
  });
  world.setTests(pipeline, { total: 3, success: 2, failed: 1 });
  for (const environment of ['production', hostileName('Environment', 200)])
    world.deploy(project, { environment, ref: branch, user: mallory, pipeline, status: 'success' });
  world.addFeatureFlag(project, {
    name: `${hostileIssue}-${'f'.repeat(50)}`,
    description: hostileName('Flag'),
  });
  const broken = world.addProject({ namespace: group, path: 'broken', name: hostileName('Broken') });
  world.push(broken, 'main', [commit('Begin')]);
  return project;
}

function commit(message: string) {
  const authorEmail = `"<b>mallory</b>"@${'w'.repeat(60)}.example.com`;
  return {
    message: `${hostileIssue} ${hostileName(message)}`,
    authorName: hostileName('Author', 200),
    authorEmail,
  };
}

function makeJira({ jira }: TestApp): void {
  jira.createProject({ key: 'EVIL', name: hostileName('Project', 80) });
  jira.createIssue({ key: hostileIssue });
  jira.createUser({ accountId: 'evil:user', displayName: hostileName('Jira user') });
}

/** After the import: commits that act on issues, known and unknown people. */
async function workOn(app: TestApp, project: Project): Promise<void> {
  const { author } = { author: commit('') };
  app.gitlab.world.push(project, 'main', [
    { ...author, message: `${hostileIssue} #comment ${hostileName('Comment')}` },
    { ...author, message: `${hostileIssue} #<b>bold</b> ${hostileName('No command')}` },
    { ...author, message: `${hostileIssue} #no-such-transition ${hostileName('Transition')}` },
  ]);
  await app.drain();
}

async function idOf(app: TestApp, path: string): Promise<string> {
  const [row] = await app.ctx.db.rows<{ id: string }>(
    `select id from repository where path like '%/' || $1`,
    [path],
  );
  if (row === undefined) throw new Error(`${path} was not imported.`);
  return row.id;
}

type Spoiled = { tenantId: string; repositoryId: string; failedId: string };

/** What others say when they refuse: their words stand in pages too. */
async function spoil(app: TestApp, { tenantId, repositoryId, failedId }: Spoiled): Promise<void> {
  const { db } = app.ctx;
  const words = hostileName('GitLab says');
  await db.run(`update sync_run set state = 'failed', error = $2 where repository_id = $1`, [
    failedId,
    words,
  ]);
  await db.run(`update hook set state = 'manual', problem = $1`, [words]);
  await db.run(
    `update entity set state = 'rejected', rejected_reason = $2 where repository_id = $1 and kind = 'commit'`,
    [...[repositoryId, hostileName('Jira says')]],
  );
  await db.run(
    `insert into delivery (tenant_id, hook_id, id, event, about, outcome, received_at, project_id)
     select $1, h.id, 'one', $2, $2, 'nothing', $3, r.gitlab_project_id
     from repository r join hook h on h.account_id = r.account_id where r.id = $4`,
    [tenantId, hostileName('Event'), new Date(app.clock.now()), repositoryId],
  );
  for (const state of ['done', 'failed', 'unknown'] as const)
    await seedCommand(
      app,
      { tenantId, repositoryId },
      {
        ...{ issueKey: hostileIssue, state, name: 'comment', argument: hostileName('Argument') },
        ...{
          line: hostileName('Line'),
          authorName: hostileName('Author', 200),
          authorEmail: 'evil@example.com',
        },
        ...{ jiraAccountId: app.jira.admin.accountId, jiraName: hostileName('Jira user') },
        reason: state === 'done' ? null : hostileName('Reason'),
        reasonCode: state === 'done' ? null : 'refused',
      },
    );
}
