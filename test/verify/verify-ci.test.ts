import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { differencesOf, verifyRepository } from '../../src/sync/verify/verify-repository.ts';
import { link, settle, shop, startTeam, type Team } from '../ci/support.ts';

let team: Team;
let key: { tenantId: string; repositoryId: string };

beforeAll(async () => {
  team = await startTeam();
  const { app, project, ada } = team;
  const { world } = app.gitlab;
  for (const number of [1, 2]) {
    world.push(project, 'main', [{ message: `ABC-${number} work` }]);
    const pipeline = world.runPipeline(project, { ref: 'main', status: 'success' });
    const deployment = world.deploy(project, {
      environment: 'production',
      ref: 'main',
      user: ada,
      pipeline,
    });
    world.setDeploymentStatus(deployment, 'success');
    world.addFeatureFlag(project, { name: `ABC-${number}-flag` });
  }
  await link(team);
  await settle(team);
  const { tenantId, id } = await shop(team);
  key = { tenantId, repositoryId: id };
});
afterAll(() => team.app.close());

const run = (sql: string) => team.app.ctx.db.rows<{ id: string }>(sql, [key.tenantId, key.repositoryId]);
const brief = async () =>
  (await verifyRepository(team.app.ctx, key)).map(({ kind, problem }) => `${kind} ${problem}`);

async function heal(): Promise<void> {
  const healing = differencesOf(team.app.ctx, key, { repair: true });
  while ((await healing.next()).done !== true);
  await settle(team);
  expect(await brief()).toEqual([]);
}

it('what an import leaves has no differences', async () => {
  expect(await brief()).toEqual([]);
});

it.each(['build', 'deployment', 'feature_flag'])('a %s that differs is found and healed', async (kind) => {
  const where = `where tenant_id = $1 and repository_id = $2 and kind = '${kind}'`;
  const first = `${where} and id = (select min(id) from entity ${where} and not removed)`;
  await run(`delete from entity ${first}`);
  expect(await brief()).toEqual([`${kind} missing`]);
  await heal();
  await run(`update entity set facts = jsonb_set(facts::jsonb, '{url}', '"x"')::json ${first}`);
  expect(await brief()).toEqual([`${kind} outdated`]);
  await heal();
  await run(`update entity set issue_keys = '{ABC-99}' ${first}`);
  expect(await brief()).toEqual([`${kind} keys`]);
  await heal();
  await run(`update entity set state = 'rejected', rejected_reason = 'Too odd' ${first}`);
  expect(await brief()).toEqual([`${kind} rejected`]);
  await heal();
});

it('what GitLab has no more is surplus', async () => {
  await run(`
    insert into entity (tenant_id, repository_id, kind, id, version, issue_keys, facts, seen_at, state, lane,
      queued_at, sequence)
    select tenant_id, repository_id, kind, '9' || id, version, issue_keys, facts, seen_at, 'sent', lane, queued_at,
      sequence
    from entity where tenant_id = $1 and repository_id = $2 and kind in ('build', 'deployment')`);
  expect((await brief()).sort()).toEqual([
    'build surplus',
    'build surplus',
    'deployment surplus',
    'deployment surplus',
  ]);
  await heal();
});

it('a new pipeline that nobody told of is missing', async () => {
  const { app, project } = team;
  app.gitlab.hooks.hold();
  app.gitlab.world.runPipeline(project, { ref: 'main', status: 'success' });
  app.gitlab.hooks.release({ seed: 1, lose: 1 });
  await app.drain();
  expect(await brief()).toEqual(['build missing']);
  await heal();
});
