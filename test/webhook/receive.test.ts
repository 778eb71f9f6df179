import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { retryHooks } from '../../src/repository/hooks/ensure-hooks.ts';
import { forgetOldDeliveries } from '../../src/webhook/forget-deliveries.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.app.close());
beforeEach(() => desk.forgetAll());

describe('an event', () => {
  it('is stored with its work, and answered without a word', async () => {
    const answer = await desk.send(desk.push('KEY-1-a'));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(await desk.work()).toEqual(['live.branch acme/app KEY-1-a']);
    expect(await desk.deliveries()).toEqual([{ event: 'push', outcome: 'queued', about: 'KEY-1-a' }]);
  });

  it('of GitLab, signed by it, becomes work for the repository it is of', async () => {
    const { world } = desk.app.gitlab;
    const [, web] = desk.linked.projects;
    if (web === undefined) throw new Error('no project');
    world.push(web, 'KEY-2', [{ message: 'KEY-2 Two' }]);
    world.openMergeRequest(web, { sourceBranch: 'KEY-2', title: 'KEY-2', author: desk.linked.jane });
    await desk.app.gitlab.hooks.idle();
    expect(desk.app.gitlab.hooks.deliveries.at(-1)?.requestHeaders['webhook-signature']).toMatch(/^v1,/);
    expect(desk.app.gitlab.hooks.deliveries.map(({ status }) => status)).not.toContain(401);
    expect(await desk.work()).toEqual(['live.branch acme/web KEY-2', 'live.merge-request acme/web 1']);
  });

  it('that comes twice is one', async () => {
    const headers = { 'idempotency-key': 'key-1', 'x-gitlab-event-uuid': 'other' };
    await desk.send(desk.push('a'), { headers });
    await desk.forgetJobs();
    expect(
      (await desk.send(desk.push('a'), { headers: { ...headers, 'x-gitlab-event-uuid': 'another' } })).status,
    ).toBe(200);
    expect(await desk.work()).toEqual([]);
    expect(await desk.deliveries()).toHaveLength(1);
  });

  it('without an Idempotency-Key is known by its UUID and body, for events that one causes share the UUID', async () => {
    const headers = { 'x-gitlab-event-uuid': 'uuid-1' };
    await desk.send(desk.push('a'), { headers });
    await desk.send(desk.push('b'), { headers });
    await desk.send(desk.push('a'), { headers });
    expect(await desk.work()).toEqual(['live.branch acme/app a', 'live.branch acme/app b']);
    expect(await desk.deliveries()).toHaveLength(2);
  });

  it('that comes again in one batch with itself is one, and its neighbours are stored', async () => {
    const once = (index: number) =>
      desk.send(desk.push(`b${index % 50}`), { headers: { 'idempotency-key': `key-${index % 50}` } });
    const answers = await Promise.all(Array.from({ length: 120 }, (_, index) => once(index)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await desk.deliveries()).toHaveLength(50);
    expect(await desk.work()).toHaveLength(50);
  });

  it('of a pipeline that is under way is looked at once for several, of a finished one at once', async () => {
    const pipeline = async (status: string) =>
      desk.send({
        object_kind: 'pipeline',
        project: { id: desk.projectId() },
        object_attributes: { id: 5, status },
      });
    for (const status of ['created', 'pending', 'running']) await pipeline(status);
    expect(await desk.work()).toEqual(['@live.pipeline acme/app 5']);
    await pipeline('success');
    expect(await desk.work()).toEqual(['live.pipeline acme/app 5']);
  });

  it('of an unknown project has the projects listed, once a minute', async () => {
    await desk.send(desk.push('a', 999_999));
    await desk.send(desk.push('b', 999_999));
    expect(await desk.work()).toEqual(['@live.projects']);
    expect(await desk.deliveries()).toMatchObject([
      { outcome: 'unknown_project' },
      { outcome: 'unknown_project' },
    ]);
  });

  it('of a repository that is switched off is noted only', async () => {
    const where = `where tenant_id = '${desk.linked.site.tenant.id}' and gitlab_project_id = ${desk.projectId(1)}`;
    await desk.app.ctx.db.run(`update repository set enabled = false ${where}`);
    expect((await desk.send(desk.push('a', desk.projectId(1)))).status).toBe(200);
    await desk.app.ctx.db.run(`update repository set enabled = true ${where}`);
    expect(await desk.work()).toEqual([]);
    expect(await desk.deliveries()).toMatchObject([{ outcome: 'switched_off' }]);
  });

  it.each(['disabled', 'uninstalled'])('of a site that is %s is noted only', async (state) => {
    const set = (to: string) =>
      desk.app.ctx.db.run('update tenant set state = $2 where tenant_id = $1', [
        desk.linked.site.tenant.id,
        to,
      ]);
    await set(state);
    expect((await desk.send(desk.push('a'))).status).toBe(200);
    await set('active');
    expect(await desk.work()).toEqual([]);
    expect(await desk.deliveries()).toMatchObject([{ outcome: 'inactive' }]);
  });

  it.each([
    ['not JSON', '{'],
    ['empty', ''],
    ['of no kind', '{}'],
    ['a push of nothing', '{"object_kind":"push"}'],
  ])('that makes no sense (%s) is taken all the same', async (_what, body) => {
    const answer = await desk.send(body);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(await desk.deliveries()).toEqual([{ event: 'unreadable', outcome: 'unreadable', about: '' }]);
  });

  it('is forgotten after seven days', async () => {
    await desk.send(desk.push('a'));
    await desk.app.ctx.db.run(
      `update delivery set received_at = received_at - interval '8 days' where tenant_id is not null`,
    );
    await desk.send(desk.push('b'));
    await forgetOldDeliveries(desk.app.ctx);
    expect(await desk.deliveries()).toMatchObject([{ about: 'b' }]);
  });
});

describe('a sender', () => {
  it('who does not know the secret is refused, and nothing is stored', async () => {
    const answer = await desk.send(desk.push('a'), { headers: { 'x-gitlab-token': 'wrong' } });
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(await desk.deliveries()).toEqual([]);
    expect(await desk.work()).toEqual([]);
  });

  it('whose signature is wrong is refused, whatever the token', async () => {
    const text = JSON.stringify(desk.push('a'));
    const seconds = Math.floor(desk.app.clock.now() / 1000);
    const right = desk.signature(text, seconds);
    expect((await desk.send(text, { headers: { ...right, 'x-gitlab-token': '' } })).status).toBe(200);
    const late = desk.signature(text, seconds - 301);
    expect((await desk.send(text, { headers: late })).status).toBe(401);
    expect((await desk.send(`${text} `, { headers: right })).status).toBe(401);
  });

  it('to a hook that was removed, or never was, hears 410', async () => {
    const never = desk.group.url.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'));
    for (const url of [
      never,
      `${desk.app.url}/webhooks/gitlab/x`,
      `${desk.app.url}/webhooks/gitlab/${'A'.repeat(43)}`,
    ]) {
      const answer = await desk.send(desk.push('a'), { url });
      expect([answer.status, await answer.text()]).toEqual([410, '']);
    }
  });

  it('of more than 25 MB hears 413, of 24 MB is heard', async () => {
    const big = (mb: number) => ({ ...desk.push('big'), commits: ['x'.repeat(mb * 1024 * 1024)] });
    expect((await desk.send(big(24))).status).toBe(200);
    expect((await desk.send(big(25))).status).toBe(413);
    expect(await desk.work()).toEqual(['live.branch acme/app big']);
  });

  it('is counted by event and outcome', async () => {
    const metrics = await desk.app.ctx.metrics.registry.metrics();
    expect(metrics).toMatch(/webhook_deliveries_total\{event="push",outcome="queued"\} [1-9]/);
    expect(metrics).toMatch(/webhook_deliveries_total\{event="unknown",outcome="refused"\} [1-9]/);
    expect(metrics).toMatch(/webhook_deliveries_total\{event="push",outcome="duplicate"\} [1-9]/);
  });
});

describe('when the database fails', () => {
  it('says so, since nothing was stored', async () => {
    await desk.app.ctx.db.run('alter table delivery rename to delivery_away');
    const answer = await desk.send(desk.push('a'));
    await desk.app.ctx.db.run('alter table delivery_away rename to delivery');
    expect(answer.status).toBe(500);
    expect(await desk.work()).toEqual([]);
    expect((await desk.send(desk.push('a'))).status).toBe(200);
  });
});

describe('a project hook', () => {
  it('tells of its own project alone', async () => {
    desk.app.gitlab.hooks.license = 'free';
    const { tenantId, id } = { tenantId: desk.linked.site.tenant.id, id: desk.linked.account.id };
    await desk.app.ctx.db.run('update hook set settings_key = null where tenant_id = $1', [tenantId]);
    await retryHooks(desk.app.ctx, { tenantId, accountId: id });
    await desk.app.drain();
    const hook = desk.app.gitlab.hooks.all.find(
      ({ owner }) => owner.kind === 'project' && owner.project.id === desk.projectId(),
    );
    if (hook === undefined) throw new Error('no hook of the project');
    await desk.forgetAll();
    await desk.send(desk.push('a'), { hook });
    await desk.send(desk.push('a', desk.projectId(1)), { hook });
    await desk.send({ event_name: 'project_create', project_id: 4 }, { hook });
    expect(await desk.work()).toEqual(['live.branch acme/app a']);
    expect((await desk.deliveries()).map(({ outcome }) => outcome).sort()).toEqual([
      'nothing',
      'other_project',
      'queued',
    ]);
  });
});
