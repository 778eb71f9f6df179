import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startImport } from '../../../src/sync/run/start-import.ts';
import { asked, lines, many, refresh, startNotingApp, unheard, type NotingApp } from './noting-app.ts';

describe('the order of commits', () => {
  let noting: NotingApp;
  const world = () => noting.app.gitlab.world;
  beforeEach(async () => {
    noting = await startNotingApp();
  });
  afterEach(() => noting.app.close());

  it('is the order of a push of many pages', async () => {
    world().push(noting.project, 'main', many(250));
    await noting.app.drain();
    expect(await lines(noting)).toEqual(asked(250));
  });

  it('is that of a push whose end only a refresh reads, also one that is interrupted', async () => {
    const { app } = noting;
    world().push(noting.project, 'many', many(730));
    app.gitlab.faults.add({ match: 'project.commits', after: 5, times: 2, status: 500 });
    await app.drain();
    expect(await lines(noting)).toEqual([]);
    for (let i = 0; i < 5; i += 1) {
      app.advance(60_000);
      await app.drain();
    }
    expect(await lines(noting)).toEqual(asked(730));
  });

  it('holds nothing else up meanwhile', async () => {
    const { app } = noting;
    world().push(noting.project, 'many', many(730));
    const stop = app.gitlab.faults.add({ match: 'project.commits', after: 5, status: 500 });
    await app.drain();
    stop();
    world().push(noting.project, 'main', [{ message: 'ABC-1 #comment in between' }]);
    await app.drain();
    expect(await lines(noting)).toEqual(['ABC-1 #comment in between']);
    for (let i = 0; i < 3; i += 1) {
      app.advance(60_000);
      await app.drain();
    }
    expect(await lines(noting)).toEqual(['ABC-1 #comment in between', ...asked(730)]);
  });

  it('is that of a refresh of many pages, more than one branch, and one that is pushed to meanwhile', async () => {
    const { app } = noting;
    unheard(noting, () => world().push(noting.project, 'many', many(320)));
    app.gitlab.faults.add({ match: 'project.commits', after: 2, times: 1, status: 500 });
    await refresh(noting);
    world().push(noting.project, 'many', [{ message: 'ABC-1 #comment and one more' }]);
    for (let i = 0; i < 5; i += 1) {
      app.advance(60_000);
      await app.drain();
      await refresh(noting);
    }
    expect(await lines(noting)).toEqual([...asked(320), 'ABC-1 #comment and one more']);
  });

  it('is kept where a full refresh takes the place of one that was half done', async () => {
    const { app } = noting;
    unheard(noting, () => world().push(noting.project, 'many', many(320)));
    const stop = app.gitlab.faults.add({ match: 'project.commits', after: 2, status: 500 });
    await refresh(noting);
    stop();
    const { id: repositoryId, tenantId } = noting.repository;
    await startImport(app.ctx, { tenantId, repositoryId, mode: 'full' });
    await app.drain();
    // The two pages that were read; what only the full refresh has seen does not run.
    expect(await lines(noting)).toEqual(asked(320).slice(-20));
  });

  it('is that of a walk through everything, where nothing is left to begin at', async () => {
    const { app, project } = noting;
    const keep = world().push(project, 'main', [{ message: 'ABC-1 #comment kept' }]);
    await app.drain();
    const [root = ''] = keep;
    unheard(noting, () => world().forcePush(project, 'main', { onto: root, commits: many(120) }));
    // Git has cleaned away everything that a range could begin at.
    await app.ctx.db.run(`update branch set walked_sha = repeat('0', 40) where tenant_id = $1`, [
      noting.site.tenant.id,
    ]);
    await refresh(noting);
    for (let i = 0; i < 3; i += 1) {
      app.advance(60_000);
      await app.drain();
    }
    expect(await lines(noting)).toEqual(['ABC-1 #comment kept', ...asked(120)]);
  });
});
