import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startImport } from '../../../src/sync/run/start-import.ts';
import { switchRepository } from '../../../src/sync/switch-repository.ts';
import type { Project } from '../../sandbox/gitlab/world/model.ts';
import { lines, noted, refresh, startNotingApp, unheard, type NotingApp } from './noting-app.ts';

const day = 86_400_000;

describe('which commits run', () => {
  let noting: NotingApp;
  let project: Project;
  const world = () => noting.app.gitlab.world;
  const key = () => ({ tenantId: noting.site.tenant.id, repositoryId: noting.repository.id });
  const settle = () => noting.app.drain();
  beforeEach(async () => {
    noting = await startNotingApp();
    ({ project } = noting);
  });
  afterEach(() => noting.app.close());

  it('runs what a webhook tells of, the oldest first, and nothing that was there before', async () => {
    expect(await noted(noting)).toEqual([]);
    world().push(project, 'main', [
      { message: 'ABC-2 #comment one' },
      { message: 'ABC-3 nothing asked' },
      { message: 'no key #comment' },
      { message: 'ABC-2, ABC-3 #comment two #done' },
      { message: 'nothing here\n\nABC-4 #comment not in the first line' },
    ]);
    await settle();
    const rows = (await noted(noting)).map(({ issueKey, name, argument }) => [issueKey, name, argument]);
    expect(rows).toEqual([
      ['ABC-2', 'comment', 'one'],
      ['ABC-2', 'comment', 'two'],
      ['ABC-3', 'comment', 'two'],
      ['ABC-2', 'done', ''],
      ['ABC-3', 'done', ''],
    ]);
  });

  it('runs what a soft refresh finds, once', async () => {
    unheard(noting, () => world().push(project, 'main', [{ message: 'ABC-2 #comment unheard' }]));
    unheard(noting, () => world().push(project, 'new', [{ message: 'ABC-3 #comment on a branch' }]));
    await refresh(noting);
    await refresh(noting);
    expect((await lines(noting)).sort()).toEqual(['ABC-2 #comment unheard', 'ABC-3 #comment on a branch']);
    expect(await noted(noting)).toHaveLength(2);
  });

  it('runs nothing that a full refresh finds first', async () => {
    unheard(noting, () => world().push(project, 'main', [{ message: 'ABC-2 #comment unheard' }]));
    await refresh(noting, 'full');
    await refresh(noting);
    expect(await noted(noting)).toEqual([]);
    world().push(project, 'main', [{ message: 'ABC-2 #comment heard' }]);
    await settle();
    expect(await lines(noting)).toEqual(['ABC-2 #comment heard']);
  });

  it('runs what the daily look at everything finds first: it is a refresh, and nobody else would', async () => {
    unheard(noting, () => world().push(project, 'main', [{ message: 'ABC-2 #comment unheard' }]));
    await startImport(noting.app.ctx, { ...key(), mode: 'rotation' });
    await settle();
    await refresh(noting);
    expect(await lines(noting)).toEqual(['ABC-2 #comment unheard']);
  });

  it('runs nothing while the first import of a repository goes on', async () => {
    const { app } = noting;
    const big = world().addProject({ path: 'big', namespace: world().namespace('acme') });
    const old = Array.from({ length: 250 }, (_, i) => ({ message: `ABC-1 #comment old ${i}` }));
    world().push(big, 'main', old);
    await app.gitlab.hooks.idle();
    const path = `/projects/${big.id}/repository/commits`;
    const stop = app.gitlab.faults.add({ match: (one) => one.path.endsWith(path), after: 1, status: 503 });
    for (let i = 0; i < 2; i += 1) {
      app.advance(3_600_000);
      await settle();
    }
    world().push(big, 'main', [{ message: 'ABC-2 #comment meanwhile' }]);
    await settle();
    stop();
    for (let i = 0; i < 3; i += 1) {
      app.advance(15 * 60_000);
      await settle();
    }
    expect(await noted(noting)).toEqual([]);
    world().push(big, 'main', [{ message: 'ABC-2 #comment after it' }]);
    await settle();
    expect(await lines(noting)).toEqual(['ABC-2 #comment after it']);
  });

  it('runs the first push to a project that was empty', async () => {
    const { app } = noting;
    const empty = world().addProject({
      path: 'empty',
      namespace: world().namespace('acme'),
      defaultBranch: null,
    });
    for (let i = 0; i < 2; i += 1) {
      app.advance(3_600_000);
      await settle();
    }
    world().push(empty, 'main', [{ message: 'ABC-9 #comment first' }]);
    await settle();
    expect(await lines(noting)).toEqual(['ABC-9 #comment first']);
  });

  it('runs nothing of what was pushed while a repository was switched off', async () => {
    const { app } = noting;
    await switchRepository(app.ctx, { ...key(), enabled: false });
    await settle();
    unheard(noting, () => world().push(project, 'main', [{ message: 'ABC-2 #comment while it was off' }]));
    app.advance(60 * day);
    await switchRepository(app.ctx, { ...key(), enabled: true });
    // Before the import has its turn.
    world().push(project, 'main', [{ message: 'ABC-2 #comment at that moment' }]);
    await settle();
    expect(await noted(noting)).toEqual([]);
    app.advance(60_000);
    world().push(project, 'main', [{ message: 'ABC-2 #comment afterwards' }]);
    await settle();
    expect(await lines(noting)).toEqual(['ABC-2 #comment afterwards']);
  });

  it('also where it was switched off while the rest of an import went on', async () => {
    const { app } = noting;
    const stop = app.gitlab.faults.add({ match: 'project.pipelines', status: 500 });
    await refresh(noting, 'full');
    await switchRepository(app.ctx, { ...key(), enabled: false });
    await settle();
    unheard(noting, () => world().push(project, 'main', [{ message: 'ABC-2 #comment while it was off' }]));
    app.advance(day);
    stop();
    await switchRepository(app.ctx, { ...key(), enabled: true });
    await settle();
    world().push(project, 'main', [{ message: 'ABC-2 #comment afterwards' }]);
    await settle();
    expect(await lines(noting)).toEqual(['ABC-2 #comment afterwards']);
  });

  it.each(['jira', 'nobody'])('notes nothing where %s carries them out', async (runner) => {
    const { app, site } = noting;
    await app.ctx.db.run('update account set smart_commit_runner = $2 where tenant_id = $1', [
      site.tenant.id,
      runner,
    ]);
    world().push(project, 'main', [{ message: 'ABC-2 #comment one' }]);
    await settle();
    await app.ctx.db.run(`update account set smart_commit_runner = 'app' where tenant_id = $1`, [
      site.tenant.id,
    ]);
    await refresh(noting);
    expect(await noted(noting)).toEqual([]);
  });

  it('notes nothing of a repository whose own switch is off, also when it is on later', async () => {
    const { app } = noting;
    await switchRepository(app.ctx, { ...key(), smartCommits: false });
    world().push(project, 'main', [{ message: 'ABC-2 #comment one' }]);
    await settle();
    await switchRepository(app.ctx, { ...key(), smartCommits: true });
    world().push(project, 'other', [{ message: 'ABC-2 #comment two' }]);
    await settle();
    await refresh(noting);
    expect(await lines(noting)).toEqual(['ABC-2 #comment two']);
  });
});
