import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { noRefresh, type TestApp } from '../support/app.ts';
import { titlesInJira } from '../support/in-jira.ts';
import { linkedGroup, type Linked } from '../webhook/support.ts';

describe('what events have named', () => {
  let linked: Linked;
  let app: TestApp;
  const waiting = async () =>
    (await app.ctx.db.rows<{ count: number }>('select count(*)::int as count from live_change'))[0]?.count;
  const titles = () => titlesInJira(linked, 'pullRequests', 'ABC-1');
  const openMany = (count: number) => {
    const { world } = app.gitlab;
    const [project] = linked.projects;
    if (project === undefined) throw new Error('there is no project');
    world.push(project, 'topic', [{ message: 'Begin' }]);
    return Array.from({ length: count }, (_, n) =>
      world.openMergeRequest(project, {
        sourceBranch: 'topic',
        title: `ABC-1 number ${n}`,
        author: linked.jane,
      }),
    );
  };
  beforeEach(async () => {
    linked = await linkedGroup({
      projects: ['app'],
      gitlab: { license: 'premium' },
      jira: { allIssuesOf: ['ABC'] },
      env: noRefresh,
    });
    app = linked.app;
    await app.drain();
  });
  afterEach(() => app.close());

  it('of one repository are read together: 120 merge requests in two requests', async () => {
    app.gitlab.hooks.hold();
    openMany(120);
    app.gitlab.hooks.release();
    await app.gitlab.hooks.idle();
    app.gitlab.log.reset();
    await app.drain();
    expect(app.gitlab.counts['graphql']).toBe(2);
    expect(await titles()).toHaveLength(120);
    expect(await waiting()).toBe(0);
  });

  it('and are odd by themselves hold up no other, and are tried again', async () => {
    app.gitlab.hooks.hold();
    const [, second] = openMany(3);
    app.gitlab.hooks.release();
    await app.gitlab.hooks.idle();
    // Alone or with others: whoever asks for the second gets an answer that makes no sense.
    const stop = app.gitlab.faults.add({
      match: ({ path, body }) => path === '/api/graphql' && body.includes(`"${second?.iid ?? ''}"`),
      status: 200,
      body: { data: 'what?' },
    });
    await app.drain();
    expect((await titles()).toSorted()).toEqual(['ABC-1 number 0', 'ABC-1 number 2']);
    expect(await waiting()).toBe(1);
    stop();
    app.advance(3_000);
    await app.drain();
    expect(await titles()).toHaveLength(3);
    expect(await waiting()).toBe(0);
  });

  it('wait for GitLab while it does not answer, and nothing is lost', async () => {
    const stop = app.gitlab.faults.add({ match: ({ path }) => path.startsWith('/api/'), status: 503 });
    openMany(2);
    await app.drain();
    expect(await titles()).toEqual([]);
    expect(await waiting()).toBeGreaterThan(0);
    stop();
    app.advance(3_600_000);
    await app.drain();
    expect(await titles()).toHaveLength(2);
    expect(await waiting()).toBe(0);
  });

  it('are forgotten with a repository that is switched off meanwhile', async () => {
    openMany(2);
    await app.gitlab.hooks.idle();
    await app.ctx.db.run('update repository set enabled = false where tenant_id = $1', [
      linked.site.tenant.id,
    ]);
    await app.drain();
    expect(await titles()).toEqual([]);
    expect(await waiting()).toBe(0);
  });
});
