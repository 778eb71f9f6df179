import { startTestApp } from '../../test/support/app.ts';
import { busyTeam } from '../../test/support/busy-team.ts';
import { startTestServer } from '../../test/support/database.ts';
import { installTenant } from '../../test/support/install-tenant.ts';
import { linkAccount } from '../../test/support/link-account.ts';
import { makeHistory } from '../../test/sandbox/history/make.ts';
import { table } from '../table.ts';
import { listRepositories } from '../../src/repository/repository.store.ts';
import { verifyRepository } from '../../src/sync/verify/verify-repository.ts';

const minute = 60_000;
const projectCount = 20;

/**
 * Ten thousand events, shuffled, a tenth of them twice, a fifth lost: what is still wrong after they were worked off,
 * after one refresh, and after one turn of the rotation. With the clock of the tests, so that a day takes seconds.
 */
export async function storm(events = 10_000): Promise<string> {
  const server = await startTestServer();
  try {
    return await weathered(events);
  } finally {
    await server.stop();
  }
}

async function weathered(events: number): Promise<string> {
  const app = await startTestApp({ gitlab: { license: 'premium' }, jira: { allIssuesOf: ['ABC'] } });
  try {
    const { world, hooks } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    const ben = world.addUser({ username: 'ben' });
    const group = world.addGroup({ path: 'acme' });
    world.addMember(group, ada, 50);
    world.addMember(group, ben, 30);
    const projects = Array.from({ length: projectCount }, (_, n) => {
      const project = world.addProject({ path: `project-${n}`, namespace: group });
      world.loadHistory(project, makeHistory({ name: project.path, seed: n + 1, odd: false }));
      return project;
    });
    const site = await installTenant(app);
    const account = await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
    await app.drain();
    const differences = async () => {
      const { tenantId, id: accountId } = account;
      const kinds: Record<string, number> = {};
      for (const { id } of await listRepositories(app.ctx.db, { tenantId, accountId })) {
        for (const { kind } of await verifyRepository(app.ctx, { tenantId, repositoryId: id })) {
          kinds[kind] = (kinds[kind] ?? 0) + 1;
        }
      }
      return kinds;
    };
    const atFirst = await differences();
    hooks.hold();
    const work = busyTeam({ world, projects, people: [ada, ben], seed: 7, key: 'ABC', keys: 40 });
    while (hooks.held < events) {
      work();
      app.advance(1_000);
    }
    const weather = hooks.release({ seed: 7, shuffle: true, lose: 0.2, duplicate: 0.1 });
    await app.drain();
    const afterEvents = await differences();
    app.advance(61 * minute);
    await app.drain();
    const afterRefresh = await differences();
    for (let hour = 0; hour < 24; hour += 1) {
      app.advance(60 * minute);
      await app.drain();
    }
    const rows = [
      ['before', atFirst],
      [`${weather.sent} calls later (${weather.lost} lost, ${weather.duplicated} twice)`, afterEvents],
      ['after one refresh', afterRefresh],
      ['after one turn of the rotation', await differences()],
    ] as const;
    const kinds = ['branch', 'commit', 'pull_request', 'build', 'deployment', 'feature_flag'];
    return `### ${events} events in bad weather: differences that \`sync --verify\` finds\n\n${table(
      ['when', ...kinds],
      rows.map(([when, found]) => [when, ...kinds.map((kind) => found[kind] ?? 0)]),
    )}`;
  } finally {
    await app.close();
  }
}
