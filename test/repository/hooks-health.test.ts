import { afterEach, describe, expect, it } from '@jest/globals';
import { checkAccountHooks, checkRepositoryHook } from '../../src/repository/hooks/check-hooks.ts';
import { hookStates } from '../../src/repository/hooks/hook-states.ts';
import { linkedGroup, ownerOf, requestsFor, type Linked } from '../webhook/support.ts';

let linked: Linked;
afterEach(() => linked.app.close());

const hooks = () => linked.app.gitlab.hooks.all;
const owners = () => hooks().map(ownerOf).sort();
const key = () => ({ tenantId: linked.site.tenant.id, accountId: linked.account.id });

async function repositories(): Promise<{ id: string; name: string }[]> {
  return linked.app.ctx.db.rows('select id, name from repository order by name');
}

async function state(name = 'app') {
  const { tenantId } = key();
  const all = await repositories();
  const id = all.find((one) => one.name.toLowerCase() === name)?.id ?? '';
  return (await hookStates(linked.app.ctx.db, { tenantId, repositoryIds: [id] })).get(id);
}

describe('the health of a webhook', () => {
  const missed = () =>
    linked.app.ctx.db.rows<{ payload: unknown }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'repository.events-missed'`,
    );
  const fail = (times: number) => {
    const [hook] = hooks();
    if (hook === undefined) throw new Error('no hook');
    hook.failures = times;
    hook.disabledUntil = linked.app.clock.now() + 3_600_000;
  };

  it('costs one request an hour where the group has one, none else', async () => {
    linked = await linkedGroup({ gitlab: { license: 'premium' } });
    const before = requestsFor(linked.app, /hook/);
    await checkAccountHooks(linked.app.ctx, key());
    await linked.app.drain();
    expect(requestsFor(linked.app, /hook/)).toBe(before + 1);
  });

  it.each([
    ['temporarily', 5],
    ['for good', 40],
  ])(
    'is restored by a test where it was switched off %s, and what was missed is looked for',
    async (_w, times) => {
      linked = await linkedGroup({ gitlab: { license: 'premium' } });
      fail(times);
      const since = linked.app.clock.now();
      linked.app.advance(60_000);
      await checkAccountHooks(linked.app.ctx, key());
      expect(hooks()[0]).toMatchObject({ failures: 0, disabledUntil: null });
      expect(await state()).toMatchObject({
        state: 'active',
        missedFrom: since,
        missedUntil: since + 60_000,
      });
      expect(await missed()).toMatchObject([{ payload: { payload: key() } }]);
    },
  );

  it('is told where it cannot be restored', async () => {
    linked = await linkedGroup();
    const { app } = linked;
    fail(40);
    const [hook] = hooks();
    if (hook === undefined) throw new Error('no hook');
    app.gitlab.hooks.localHooks = false;
    const repositoryId = (await repositories())[0]?.id ?? '';
    await checkRepositoryHook(app.ctx, { tenantId: key().tenantId, repositoryId });
    expect(await state()).toMatchObject({ state: 'switched-off', missedUntil: null });
    expect((await state())?.problem).toContain('switched this webhook off');
    app.gitlab.hooks.localHooks = true;
    await checkRepositoryHook(app.ctx, { tenantId: key().tenantId, repositoryId });
    expect(await state()).toMatchObject({ state: 'active', missedUntil: app.clock.now() });
    expect(await missed()).toMatchObject([
      { payload: { payload: { ...key(), repositoryIds: [repositoryId] } } },
    ]);
  });

  it('makes one anew that somebody has deleted', async () => {
    linked = await linkedGroup();
    const { app } = linked;
    const [hook] = hooks();
    if (hook !== undefined) app.gitlab.hooks.remove(hook);
    const repositoryId = (await repositories())[0]?.id ?? '';
    await checkRepositoryHook(app.ctx, { tenantId: key().tenantId, repositoryId });
    expect(await missed()).toHaveLength(1);
    await app.drain();
    expect(owners()).toEqual(['project app']);
    expect(hooks()[0]?.id).not.toBe(hook?.id);
  });
});
