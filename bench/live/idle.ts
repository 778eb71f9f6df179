import { refreshAccountTask } from '../../src/sync/tasks.ts';
import { startTestApp, type TestApp } from '../../test/support/app.ts';
import { startTestServer } from '../../test/support/database.ts';
import { installTenant } from '../../test/support/install-tenant.ts';
import { linkAccount } from '../../test/support/link-account.ts';
import { makeHistory } from '../../test/sandbox/history/make.ts';
import { decimals, table } from '../table.ts';

const projectCount = 1_000;
const hour = 3_600_000;

/**
 * A group of 1,000 repositories in which nothing happens: what one refresh asks for, and what the rotation asks for in a
 * day. With the clock of the tests, in one process with the sandboxes: the CPU time is that of all three.
 */
export async function idleGroup(): Promise<string> {
  const server = await startTestServer();
  const app = await startTestApp({ gitlab: { license: 'premium' }, env: { CHANGED_FILES: 'off' } });
  try {
    return await measure(app);
  } finally {
    await app.close();
    await server.stop();
  }
}

async function measure(app: TestApp): Promise<string> {
  const { world } = app.gitlab;
  const ada = world.addUser({ username: 'ada' });
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, ada, 50);
  for (let n = 1; n <= projectCount; n += 1) {
    const project = world.addProject({ path: `project-${n}`, namespace: group });
    const history = makeHistory({ name: project.path, seed: n, commits: 10, branches: 2, odd: false });
    world.loadHistory(project, history);
  }
  const site = await installTenant(app);
  const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await app.drain();
  // So that the activity of all of them is long ago.
  await anHour(app);
  await anHour(app);
  const day = await between(app, async () => {
    for (let n = 0; n < 24; n += 1) await anHour(app);
  });
  // As the timer queues it each hour: nobody's page has to ask Jira who they are.
  const payload = { tenantId: site.tenant.id, accountId: account.id };
  const refresh = await between(app, async () => {
    await app.ctx.jobs.add(app.ctx.db, refreshAccountTask, { payload });
    await app.drain();
  });
  const ofRefresh = (name: string) =>
    name === 'group.projects' || name === 'metadata' || name.includes('hook');
  const rotated = day.requests((name) => !ofRefresh(name));
  const checked = day.requests((name) => name === 'project.hook.get');
  return [
    `### ${projectCount} repositories in which nothing happens`,
    table(
      ['figure', 'measured', 'aim'],
      [
        ['requests to GitLab in a refresh', refresh.requests(), '≤ 12'],
        ['calls of Jira in a refresh', refresh.jira, '0'],
        ['CPU of a refresh, sandboxes included', `${decimals(refresh.cpuSeconds, 2)} s`, '< 1 s'],
        [
          'requests of the rotation per repository and day',
          decimals((rotated + checked) / projectCount, 1),
          '',
        ],
        ['calls of Jira in a day', day.jira, ''],
        ['CPU of a day, sandboxes included', `${decimals(day.cpuSeconds, 0)} s`, ''],
      ],
    ),
    `Refresh by endpoint: ${JSON.stringify(refresh.counts)}`,
    `Day by endpoint: ${JSON.stringify(day.counts)}`,
  ].join('\n\n');
}

async function anHour(app: TestApp): Promise<void> {
  app.advance(hour);
  await app.drain();
}

/** What was asked of both sides while `work` was done. */
async function between(app: TestApp, work: () => Promise<void>) {
  app.gitlab.log.reset();
  const calls = app.jira.requests.total;
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const counts = { ...app.gitlab.counts };
  return {
    counts,
    jira: app.jira.requests.total - calls,
    cpuSeconds: (user + system) / 1e6,
    requests: (isCounted: (name: string) => boolean = () => true) =>
      Object.entries(counts).reduce((sum, [name, count]) => sum + (isCounted(name) ? count : 0), 0),
  };
}
