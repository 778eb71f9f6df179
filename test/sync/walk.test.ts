import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Context } from '../../src/context.ts';
import { inTransaction, type Db } from '../../src/db/db.ts';
import type { GitlabClient } from '../../src/gitlab/gitlab-client.ts';
import type { CommitListing } from '../../src/gitlab/gitlab-port.ts';
import { AppError } from '../../src/lib/errors.ts';
import { storeBranches } from '../../src/sync/branches/branch.store.ts';
import { importCommits } from '../../src/sync/commits/import-commits.ts';
import type { Reading, SavedPage } from '../../src/sync/run/reading.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { gitLog, randomHistory, reachableFrom, type RandomHistory, type Shape } from './random-history.ts';

const shapes = fc.record<Shape>({
  commits: fc.integer({ min: 1, max: 500 }),
  branches: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
  skew: fc.constantFrom(0, 0, 60, 5_000, 100_000_000),
  ties: fc.constantFrom(0, 5, 60, 100),
  merges: fc.constantFrom(0, 10, 40),
  forks: fc.constantFrom(0, 5, 30),
  lost: fc.constantFrom(0, 0, 3),
});

describe('the commit walk', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it('sees exactly the commits that branches reach, whatever their dates', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const history = randomHistory(shape);
        const walk = await startWalk(app.ctx, history);
        await walk.run();
        expect([...walk.entities].sort()).toEqual([...reachableFrom(history)].sort());
        expect(walk.read()).toBe(walk.entities.length);
        expect(await rowsLeft(app.ctx.db)).toBe(0);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('asks little more than a page for each hundred commits and one for each head', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (given) => {
        const history = randomHistory({
          ...given,
          skew: 0,
          ties: 0,
          lost: 0,
          forks: Math.min(5, given.forks),
        });
        const walk = await startWalk(app.ctx, history);
        await walk.run();
        const smallest = Math.ceil(reachableFrom(history).size / 100) + history.heads.length;
        // A window may reach behind the end of its listing by three pages, once.
        expect(walk.requests()).toBeLessThanOrEqual(smallest * 1.1 + 4);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('goes on exactly where it stood after every request has failed once', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const history = randomHistory(shape);
        const walk = await startWalk(app.ctx, history, { failsOnce: true });
        while (!(await finishes(walk.run)));
        expect([...walk.entities].sort()).toEqual([...reachableFrom(history)].sort());
        expect(new Set(walk.entities).size).toBe(walk.entities.length);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

async function finishes(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'unavailable' });
    return false;
  }
}

async function rowsLeft(db: Db): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    'select ((select count(*) from walk_commit) + (select count(*) from walk_missing))::int as count',
  );
  return row?.count ?? 0;
}

/** The walk alone, on the real database, over a GitLab that is a function. */
async function startWalk(ctx: Context, history: RandomHistory, { failsOnce = false } = {}) {
  const key = {
    tenantId: crypto.randomUUID(),
    repositoryId: crypto.randomUUID(),
    runId: crypto.randomUUID(),
  };
  const branches = history.heads.flatMap((sha, i) => {
    const head = history.commits.get(sha);
    return head ? [{ name: `b${i}`, isDefault: i === 0, webUrl: '', head }] : [];
  });
  await storeBranches(ctx.db, key, { branches, version: 1 });
  const listings = new Map<string, ReturnType<typeof gitLog>>();
  const failed = new Set<string>();
  const entities: string[] = [];
  let position: unknown = null;
  let requests = 0;
  let read = 0;
  const commits = async ({ ref, until, page }: CommitListing) => {
    requests += 1;
    const name = `${ref} ${until ?? ''}`;
    if (failsOnce && !failed.has(`${name} ${page}`)) {
      failed.add(`${name} ${page}`);
      throw new AppError('unavailable', 'It happens.');
    }
    const listing = listings.get(name) ?? gitLog(history, ref, until);
    listings.set(name, listing);
    const items = listing.slice((page - 1) * 100, page * 100);
    return { items, nextPage: items.length === 100 ? page + 1 : undefined, total: undefined };
  };
  const run = () =>
    importCommits(ctx, {
      key: { ...key, stream: 'commits' },
      cursor: { position: structuredClone(position) },
      run: { lowerCaseKeys: false, queuedAt: 1 },
      repository: { gitlabProjectId: 1 },
      gitlab: { commits } as unknown as GitlabClient,
      isTimeUp: () => false,
      async save(store: (tx: Db) => Promise<SavedPage>) {
        const saved = await inTransaction(ctx.db, store);
        position = saved.position;
        read += saved.read;
        entities.push(...saved.entities.map(({ id }) => id));
      },
    } as unknown as Reading);
  return { run, entities, requests: () => requests, read: () => read };
}
