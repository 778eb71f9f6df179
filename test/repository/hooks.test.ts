import { afterEach, describe, expect, it } from '@jest/globals';
import { checkAccountHooks } from '../../src/repository/hooks/check-hooks.ts';
import { hookStates } from '../../src/repository/hooks/hook-states.ts';
import { addressOf, isOurs, readHookId } from '../../src/repository/hooks/hook.ts';
import { forgetRemovedHooks, removeHooks } from '../../src/repository/hooks/remove-hooks.ts';
import { linkedGroup, ownerOf, requestsFor, type Linked } from '../webhook/support.ts';

let linked: Linked;
afterEach(() => linked.app.close());

const hooks = () => linked.app.gitlab.hooks.all;
const owners = () => hooks().map(ownerOf).sort();
const key = () => ({ tenantId: linked.site.tenant.id, accountId: linked.account.id });

function fault(part: string, how: { status: number; times: number }) {
  return linked.app.gitlab.faults.add({ ...how, match: ({ path }) => path.includes(part) });
}

async function repositories(): Promise<{ id: string; name: string }[]> {
  return linked.app.ctx.db.rows('select id, name from repository order by name');
}

async function state(name = 'app') {
  const { tenantId } = key();
  const all = await repositories();
  const id = all.find((one) => one.name.toLowerCase() === name)?.id ?? '';
  return (await hookStates(linked.app.ctx.db, { tenantId, repositoryIds: [id] })).get(id);
}

describe('linking', () => {
  it('makes one webhook for the group where licence and role allow it', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'], gitlab: { license: 'premium' } });
    expect(owners()).toEqual(['group acme']);
    const [hook] = hooks();
    expect(hook?.url).toMatch(new RegExp(`^${linked.app.url}/webhooks/gitlab/[\\w-]{43}$`));
    expect([...(hook?.triggers ?? [])].sort()).toEqual(
      [
        'push',
        'tag_push',
        'merge_requests',
        'note',
        'pipeline',
        'deployment',
        'feature_flag',
        'project',
        'subgroup',
      ]
        .map((name) => `${name}_events`)
        .sort(),
    );
    expect(hook).toMatchObject({ sslVerification: true, name: 'DVCS connector for GitLab' });
    expect(hook?.token).toMatch(/^[\w-]{32}$/);
    expect(await state()).toMatchObject({ of: 'group', state: 'active', problem: null });
  });

  it.each([
    ['without a licence', { license: 'free' }, 50],
    ['for a Maintainer of the group', { license: 'premium' }, 40],
  ] as const)('makes one for each project %s', async (_what, gitlab, role) => {
    linked = await linkedGroup({ projects: ['app', 'web'], gitlab, role });
    expect(owners()).toEqual(['project app', 'project web']);
    expect(new Set(hooks().map(({ url }) => url)).size).toBe(2);
    expect(new Set(hooks().map(({ token }) => token)).size).toBe(2);
    expect(await state()).toMatchObject({ of: 'repository', state: 'active' });
  });

  it('sets a signing token where GitLab signs, and none where it does not', async () => {
    linked = await linkedGroup({ gitlab: { version: '19.0.0' } });
    expect(Buffer.from((hooks()[0]?.signingToken ?? '').replace('whsec_', ''), 'base64')).toHaveLength(32);
    const [row] = await linked.app.ctx.db.rows<{ signed: boolean; secret: string }>('select * from hook');
    expect(row?.signed).toBe(true);
    expect(JSON.stringify(row)).not.toContain(hooks()[0]?.token);
  });

  it('asks nothing of GitLab when all is as it should be', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'] });
    const before = requestsFor(linked.app, /hook/);
    await checkAccountHooks(linked.app.ctx, key());
    await linked.app.drain();
    expect(requestsFor(linked.app, /hook/)).toBe(before);
  });

  it('updates in place what is ours there, removes what is double, leaves what is not ours', async () => {
    linked = await linkedGroup();
    const { app, projects } = linked;
    const [project] = projects;
    const [hook] = hooks();
    if (project === undefined || hook === undefined) throw new Error('nothing to work with');
    const { id, owner, ...settings } = hook;
    // Our row is lost, as after a restored backup; somebody has added the same twice.
    await app.ctx.db.run('delete from hook');
    app.gitlab.hooks.add(owner, settings);
    const foreign = addressOf('https://elsewhere.example', {
      tenantId: crypto.randomUUID(),
      hookId: crypto.randomUUID(),
    });
    app.gitlab.hooks.add(owner, { ...settings, url: foreign });
    app.gitlab.hooks.add(owner, { ...settings, url: 'https://ci.example/hook' });
    await checkAccountHooks(app.ctx, key());
    await app.drain();
    expect(hooks().map((one) => one.id)).toContain(id);
    const ours = hooks().filter(({ url }) => isOurs(url, key().tenantId));
    expect(ours.map((one) => one.id)).toEqual([id]);
    expect(ours[0]?.url).not.toBe(settings.url);
    expect(hooks()).toHaveLength(3);
    expect(await state()).toMatchObject({ state: 'active' });
  });

  it('follows when a repository is switched off and on', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'] });
    const { app, site } = linked;
    const web = (await repositories()).find(({ name }) => name.toLowerCase() === 'web')?.id ?? '';
    const old = hooks().find((hook) => ownerOf(hook) === 'project web')?.url ?? '';
    await site.ask({ path: `/repositories/${web}/enabled`, fields: {} });
    await app.drain();
    expect(owners()).toEqual(['project app']);
    expect((await fetch(old, { method: 'POST' })).status).toBe(410);
    await site.ask({ path: `/repositories/${web}/enabled`, fields: { on: 'true' } });
    await app.drain();
    expect(owners()).toEqual(['project app', 'project web']);
  });

  it('goes over to a group hook when GitLab allows it a day later', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'], gitlab: { license: 'premium' }, role: 40 });
    const { app, group, jane } = linked;
    expect(owners()).toEqual(['project app', 'project web']);
    app.gitlab.world.addMember(group, jane, 50);
    await checkAccountHooks(app.ctx, key());
    await app.drain();
    expect(owners()).toEqual(['project app', 'project web']);
    app.advance(25 * 3_600_000);
    await app.drain();
    await app.drain();
    expect(owners()).toEqual(['group acme']);
  });
});

describe('a webhook that cannot be made', () => {
  it('leaves the repository linked, says why, and works when a person adds it', async () => {
    linked = await linkedGroup({ role: 30 });
    const { site, projects } = linked;
    const [project] = projects;
    if (project === undefined) throw new Error('no project');
    expect(hooks()).toEqual([]);
    expect(await state()).toMatchObject({ state: 'missing', problem: expect.stringContaining('Maintainer') });
    const id = (await repositories())[0]?.id ?? '';
    const shown = await site.ask({ path: `/repositories/${id}/webhook`, fields: {} });
    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const [url, token] = [...shown.text.matchAll(/<dd class="mono">([^<]+)</g)].map(([, text]) => text ?? '');
    const asMember = { path: `/repositories/${id}/webhook`, fields: {}, accountId: site.memberId };
    expect([401, 403]).toContain((await site.ask(asMember)).status);
    const sent = await fetch(url ?? '', {
      method: 'POST',
      headers: { 'x-gitlab-token': token ?? '', 'x-gitlab-event-uuid': 'one' },
      body: JSON.stringify({ object_kind: 'tag_push', project_id: project.id, ref: 'refs/tags/v1' }),
    });
    expect(sent.status).toBe(200);
    expect(await state()).toMatchObject({ state: 'by-hand' });
  });

  it('is made when the account is tried again with a better role', async () => {
    linked = await linkedGroup({ role: 30 });
    const { app, site, group, jane, account } = linked;
    app.gitlab.world.addMember(group, jane, 40);
    const page = await site.ask({ path: `/accounts/${account.id}/webhooks/retry`, fields: {} });
    expect(page.status).toBe(200);
    await app.drain();
    expect(owners()).toEqual(['project app']);
    expect(await state()).toMatchObject({ state: 'active', problem: null });
    const shown = await site.ask({
      path: `/repositories/${(await repositories())[0]?.id ?? ''}/webhook`,
      fields: {},
    });
    expect(shown.status).toBe(409);
  });

  it('is so for an address that GitLab refuses, in its words', async () => {
    linked = await linkedGroup({ gitlab: { localHooks: false } });
    expect(await state()).toMatchObject({ state: 'missing', problem: expect.stringMatching(/422|blocked/i) });
  });

  it('of one project holds up no other, and is tried again soon where GitLab only failed', async () => {
    linked = await linkedGroup({ projects: ['app', 'web', 'zoo'], role: 30 });
    const { app, group, jane } = linked;
    app.gitlab.world.addMember(group, jane, 40);
    const [, web] = linked.projects;
    fault(`/api/v4/projects/${web?.id ?? 0}/hooks`, { status: 500, times: 1 });
    await linked.site.ask({ path: `/accounts/${linked.account.id}/webhooks/retry`, fields: {} });
    await app.drain();
    expect(owners()).toEqual(['project app', 'project zoo']);
    expect(await state('web')).toMatchObject({ state: 'pending', problem: expect.stringContaining('500') });
    app.advance(16 * 60_000);
    await app.drain();
    expect(owners()).toEqual(['project app', 'project web', 'project zoo']);
  });
});

describe('removing', () => {
  it('takes all of an account away, and may be repeated', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'] });
    const urls = hooks().map(({ url }) => url);
    await removeHooks(linked.app.ctx, key());
    await removeHooks(linked.app.ctx, key());
    expect(hooks()).toEqual([]);
    for (const url of urls) expect((await fetch(url, { method: 'POST' })).status).toBe(410);
  });

  it('goes on where GitLab failed, and is not held up by one that refuses', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'] });
    const { app, projects } = linked;
    const [first, second] = projects;
    fault(`/projects/${second?.id ?? 0}/hooks`, { status: 503, times: 1 });
    await expect(removeHooks(app.ctx, key())).rejects.toMatchObject({ code: 'unavailable' });
    const urls = hooks().map(({ url }) => url);
    for (const url of urls) expect((await fetch(url, { method: 'POST' })).status).toBe(410);
    fault(`/projects/${first?.id ?? 0}/hooks`, { status: 403, times: 10 });
    await removeHooks(app.ctx, key());
    expect(await app.ctx.db.rows('select 1 from hook')).toEqual([]);
  });

  it('may forget them without GitLab', async () => {
    linked = await linkedGroup();
    const { app } = linked;
    fault('/hooks', { status: 503, times: 10 });
    await expect(removeHooks(app.ctx, key())).rejects.toMatchObject({ code: 'unavailable' });
    await forgetRemovedHooks(app.ctx, key());
    expect(await app.ctx.db.rows('select 1 from hook')).toEqual([]);
    const [hook] = hooks();
    expect(readHookId(hook?.url.split('/').at(-1) ?? '')?.tenantId).toBe(key().tenantId);
    expect((await fetch(hook?.url ?? '', { method: 'POST' })).status).toBe(410);
  });
});
