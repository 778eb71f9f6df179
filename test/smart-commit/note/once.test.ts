import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from '../../../src/context.ts';
import { inTransaction, type Db } from '../../../src/db/db.ts';
import type { GitlabCommit } from '../../../src/gitlab/commit.schema.ts';
import { noteCommits } from '../../../src/smart-commit/note/note-commits.ts';
import { listRepositories } from '../../../src/repository/repository.store.ts';
import type { Project } from '../../sandbox/gitlab/world/model.ts';
import { lines, noted, refresh, startNotingApp, unheard, type NotingApp } from './noting-app.ts';

const before = 1_700_000_000_000;

describe('a commit runs once', () => {
  let noting: NotingApp;
  let project: Project;
  const world = () => noting.app.gitlab.world;
  const settle = () => noting.app.drain();
  beforeEach(async () => {
    noting = await startNotingApp([
      { message: 'begin' },
      { message: 'ABC-1 #time 1h imported', authoredAt: before },
    ]);
    ({ project } = noting);
  });
  afterEach(() => noting.app.close());

  /** A fork has the commits of its parent. */
  async function forked(name: string): Promise<Project> {
    const fork = world().addProject({ path: name, namespace: world().namespace('acme') });
    bring(fork);
    world().forcePush(fork, 'main', { onto: project.repository.branches.get('main') ?? '' });
    for (let i = 0; i < 2; i += 1) {
      noting.app.advance(3_600_000);
      await settle();
    }
    return fork;
  }
  const bring = (fork: Project) => {
    for (const record of project.repository.store.records) {
      if (fork.repository.store.find(record.id) === undefined) fork.repository.add(record);
    }
  };

  it('in whatever fork or branch it turns up', async () => {
    const fork = await forked('fork');
    const [sha = ''] = world().push(project, 'feature', [{ message: 'ABC-2 #comment once' }]);
    await settle();
    bring(fork);
    world().forcePush(fork, 'feature', { onto: sha });
    world().createBranch(project, 'copy', 'feature');
    await settle();
    world().forcePush(project, 'main', { onto: sha });
    await settle();
    expect(await noted(noting)).toHaveLength(1);
  });

  it('also when a fork that is linked later has it, and when it was removed and is back', async () => {
    const [sha = ''] = world().push(project, 'feature', [{ message: 'ABC-2 #comment once' }]);
    await settle();
    world().deleteBranch(project, 'feature');
    await settle();
    await refresh(noting, 'full');
    await noting.app.ctx.db.run('delete from smart_command');
    await noting.app.ctx.db.run('delete from smart_commit');
    world().forcePush(project, 'again', { onto: sha });
    await settle();
    expect(await noted(noting)).toEqual([]);
  });

  it('through a rebase, a cherry-pick and a squash, and says which one it repeats', async () => {
    const picked = { message: 'ABC-2 #comment picked\n\nlong text', authoredAt: before + 1_000 };
    const [first = ''] = world().push(project, 'feature', [picked]);
    await settle();
    world().push(project, 'main', [
      { ...picked, message: 'ABC-2 #comment picked\n\nother text' },
      { ...picked, authorEmail: 'Sidney@Example.com', message: 'ABC-2 #comment picked' },
    ]);
    await settle();
    const rows = await noted(noting);
    expect(rows.map(({ ended }) => ended)).toEqual([null, 'repeats_another', 'repeats_another']);
    expect(rows[1]?.reason).toContain(first.slice(0, 8));
  });

  it('but not another person, another time or another line', async () => {
    const one = { message: 'ABC-2 #time 1h', authoredAt: before + 1_000 };
    world().push(project, 'main', [
      one,
      { ...one, authoredAt: before + 2_000 },
      { ...one, authorName: 'Ada' },
      { ...one, message: 'ABC-2 #time 2h' },
    ]);
    await settle();
    expect((await noted(noting)).map(({ ended }) => ended)).toEqual([null, null, null, null]);
  });

  it('nor when the one that it repeats was imported, or is in the same push', async () => {
    const twice = { message: 'ABC-3 #comment twice', authoredAt: before + 1_000 };
    world().push(project, 'rebased', [
      { message: 'ABC-1 #time 1h imported', authoredAt: before },
      twice,
      { message: 'between' },
      twice,
    ]);
    await settle();
    const rows = await noted(noting);
    expect(rows.map(({ line, ended }) => [line, ended])).toEqual([
      ['ABC-1 #time 1h imported', 'repeats_another'],
      ['ABC-3 #comment twice', null],
      ['ABC-3 #comment twice', 'repeats_another'],
    ]);
  });

  it('when a refresh finds both, where the older one runs', async () => {
    const twice = { message: 'ABC-3 #comment twice', authoredAt: before + 1_000 };
    const between = Array.from({ length: 150 }, () => ({ message: 'between' }));
    unheard(noting, () => world().push(project, 'main', [twice, ...between, twice]));
    await refresh(noting);
    expect((await noted(noting)).map(({ ended }) => ended)).toEqual([null, 'repeats_another']);
  });

  it('when two transactions note it and its twins at the same time', async () => {
    await forked('fork');
    const { app, site } = noting;
    const { tenantId } = noting.repository;
    const keys = (await listRepositories(app.ctx.db, { tenantId })).map(({ id }) => ({
      tenantId,
      repositoryId: id,
    }));
    const commits = Array.from({ length: 40 }, (_, i) => commit(i));
    await Promise.all(
      Array.from({ length: 8 }, async (_, turn) => {
        const key = keys[turn % keys.length];
        if (key === undefined) throw new Error('no repository');
        const given = turn < 4 ? commits : commits.toReversed();
        await inTransaction(app.ctx.db, async (tx) => {
          await noteCommits(app.ctx, tx, { ...key, commits: given.map((one) => twinOf(one, turn)) });
          await tx.run('select pg_sleep(0.01)');
        });
      }),
    );
    const ran = await app.ctx.db.rows<{ line: string }>(
      `select s.line from smart_command c join smart_commit s using (tenant_id, sha)
       where c.tenant_id = $1 and c.state <> 'skipped'`,
      [site.tenant.id],
    );
    expect(ran).toHaveLength(40);
    expect(await lines(noting)).toHaveLength(40);
    await app.ctx.db.run('delete from smart_command');
  });
});

describe('ordinary commits', () => {
  it('cost no statement', async () => {
    const refuse = () => Promise.reject(new Error('a statement'));
    const tx = { rows: refuse, run: refuse } as unknown as Db;
    const ctx = {} as Context;
    const ordinary = ['ABC-1 fix', 'no key #comment', 'ABC-1 #42', 'ABC-1\n\nABC-1 #close', ''];
    const commits = ordinary.map((message, i) => ({ ...commit(i), message }));
    const key = { tenantId: crypto.randomUUID(), repositoryId: crypto.randomUUID() };
    await expect(noteCommits(ctx, tx, { ...key, commits })).resolves.toBeUndefined();
  });
});

function commit(i: number): GitlabCommit {
  return {
    sha: `${i}`.padStart(40, 'a'),
    parents: [],
    message: `ABC-${(i % 5) + 1} #comment number ${i}`,
    author: { name: 'Sidney', email: 'sidney@example.com' },
    authoredAt: before + i,
    committedAt: before + i,
    webUrl: `https://gitlab.example/-/commit/${i}`,
  };
}

/** Every second turn brings the same commits after a rebase. */
function twinOf(one: GitlabCommit, turn: number): GitlabCommit {
  return turn % 2 === 0 ? one : { ...one, sha: one.sha.replaceAll('a', 'b') };
}
