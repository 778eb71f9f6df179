import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeHistory } from '../sandbox/history/make.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
let project: Project;
let path: string;
beforeAll(async () => {
  caller = await startCaller();
  project = caller.sandbox.world.addProject({ path: 'app', namespace: caller.group });
  caller.sandbox.world.loadHistory(project, makeHistory({ commits: 150, burst: 120 }));
  path = `/api/v4/projects/${project.id}/repository/commits`;
});
afterAll(async () => {
  expect(caller.sandbox.violations).toEqual([]);
  await caller.sandbox.close();
});

const shas = (body: { id: string }[]): string[] => body.map(({ id }) => id);

async function pages(query: string): Promise<string[][]> {
  const all: string[][] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await caller.get(`${path}?per_page=20&page=${page}&${query}`);
    if (body.length === 0) return all;
    all.push(shas(body));
  }
}

describe('pages of commits', () => {
  it('have no totals, and a full one claims a next one', async () => {
    const { headers, body } = await caller.get(`${path}?per_page=20`);
    expect(body).toHaveLength(20);
    expect(headers.get('x-total')).toBeNull();
    expect(headers.get('x-total-pages')).toBeNull();
    expect(headers.get('x-next-page')).toBe('2');
    expect(headers.get('link')).not.toContain('rel="last"');
  });

  it('invent a next page when the last one is full', async () => {
    const total = (await pages('')).flat().length;
    const last = await caller.get(`${path}?per_page=1&page=${total}`);
    expect([last.body.length, last.headers.get('x-next-page')]).toEqual([1, String(total + 1)]);
    const beyond = await caller.get(`${path}?per_page=1&page=${total + 1}`);
    expect([beyond.body, beyond.headers.get('x-next-page')]).toEqual([[], '']);
  });

  it('have 20 commits unless told and at most 100', async () => {
    expect((await caller.get(path)).body).toHaveLength(20);
    expect((await caller.get(`${path}?per_page=500`)).body).toHaveLength(100);
  });

  it('show a parent after a child, also where the parent is dated later', async () => {
    const order = (await pages('')).flat();
    const at = new Map(order.map((sha, i) => [sha, i]));
    const { store } = project.repository;
    let skewed = 0;
    for (const sha of order) {
      const commit = store.record(store.find(sha) ?? -1);
      for (const parent of commit.parent_ids) {
        const children = store.records
          .filter((row) => row.parent_ids.includes(parent))
          .map((row) => at.get(row.id));
        expect(at.get(parent)).toBeGreaterThan(Math.min(...children.map((i) => i ?? Infinity)));
        if (
          Date.parse(store.record(store.find(parent) ?? -1).committed_date) >
          Date.parse(commit.committed_date)
        )
          skewed += 1;
      }
    }
    expect(skewed).toBeGreaterThan(0);
  });
});

describe('all=true', () => {
  it('brings each page reversed, as git log --all --reverse does page by page', async () => {
    const heads = project.repository.store.tips();
    const order = [...project.repository.store.walk({ heads })].map(
      (i) => project.repository.store.record(i).id,
    );
    const got = await pages('all=true');
    expect(got.map((page) => [...page].reverse()).flat()).toEqual(order);
    expect(got.flat()).not.toEqual(order);
  });

  it('includes commits that no branch reaches any more', async () => {
    const { world } = caller.sandbox;
    const other = world.addProject({ path: 'forced', namespace: caller.group });
    const [first = ''] = world.push(other, 'main', [{ message: 'one' }]);
    const [lost = ''] = world.push(other, 'main', [{ message: 'two' }]);
    world.forcePush(other, 'main', { onto: first, commits: [{ message: 'three' }] });
    const list = `/api/v4/projects/${other.id}/repository/commits`;
    expect(shas((await caller.get(list)).body)).not.toContain(lost);
    expect(shas((await caller.get(`${list}?all=true`)).body)).toContain(lost);
  });
});

describe('since and until', () => {
  it('compare committer dates, both ends included', async () => {
    const { body } = await caller.get(`${path}?per_page=1&page=30`);
    const date: string = body[0].committed_date;
    const until = await caller.get(`${path}?per_page=1&until=${encodeURIComponent(date)}`);
    expect(until.body[0].committed_date).toBe(date);
    const since = await pages(`since=${encodeURIComponent(date)}`);
    const { store } = project.repository;
    for (const sha of since.flat())
      expect(store.dates[store.find(sha) ?? -1]).toBeGreaterThanOrEqual(Date.parse(date) / 1000);
  });

  it('stand still where more than a page shares one second', async () => {
    const { world } = caller.sandbox;
    const imported = world.addProject({ path: 'imported', namespace: caller.group });
    world.loadHistory(imported, makeHistory({ burst: 120, odd: false }));
    const burst = imported.repository.store.record(60).committed_date;
    const list = `/api/v4/projects/${imported.id}/repository/commits`;
    const { body } = await caller.get(`${list}?per_page=100&until=${encodeURIComponent(burst)}`);
    const dates = new Set(body.map((row: { committed_date: string }) => row.committed_date));
    expect([body.length, dates.size]).toEqual([100, 1]);
  });
});

describe('ref_name', () => {
  it('takes a branch, a sha and a range', async () => {
    const branches = [...project.repository.branches].filter(([name]) => name !== 'main');
    const [name = '', sha = ''] = branches[0] ?? [];
    const byName = await caller.get(`${path}?ref_name=${encodeURIComponent(name)}`);
    expect(shas(byName.body)[0]).toBe(sha);
    expect(shas((await caller.get(`${path}?ref_name=${sha}`)).body)).toEqual(shas(byName.body));
    const { store } = project.repository;
    const main = store.find(project.repository.branches.get('main') ?? '') ?? -1;
    const seen = store.reachable([main]);
    const range = await caller.get(`${path}?per_page=100&ref_name=${store.record(main).id}..${sha}`);
    for (const one of shas(range.body)) expect(seen[store.find(one) ?? -1]).toBe(0);
    expect(shas(range.body)).toHaveLength(
      [...store.walk({ heads: [store.find(sha) ?? -1] })].filter((i) => seen[i] === 0).length,
    );
  });

  it('that does not exist has no commits', async () => {
    expect((await caller.get(`${path}?ref_name=nowhere`)).body).toEqual([]);
    const range = await caller.get(`${path}?ref_name=${'d'.repeat(40)}..main`);
    expect([range.status, range.body]).toEqual([200, []]);
  });

  it('from a commit that was cleaned away has none, and from one that a pipeline holds has the rest', async () => {
    const { world } = caller.sandbox;
    const other = world.addProject({ path: 'forced', namespace: caller.group });
    world.push(other, 'main', [{ message: 'start' }]);
    const [, old = ''] = world.push(other, 'topic', [{ message: 'a' }, { message: 'b' }]);
    const pipeline = world.runPipeline(other, { ref: 'topic' });
    const [start = ''] = [other.repository.branches.get('main')];
    const [head = ''] = world.forcePush(other, 'topic', { onto: start, commits: [{ message: 'c' }] });
    const range = `/api/v4/projects/${other.id}/repository/commits?ref_name=${old}..${head}`;
    world.collectGarbage(other);
    expect(shas((await caller.get(range)).body)).toEqual([head]);
    world.deletePipeline(pipeline);
    world.collectGarbage(other);
    expect((await caller.get(range)).body).toEqual([]);
    expect((await caller.get(`/api/v4/projects/${other.id}/repository/commits/${old}`)).status).toBe(404);
    expect(other.repository.store.size).toBe(2);
  });

  it('of an empty project has none although a default branch is named', async () => {
    const empty = caller.sandbox.world.addProject({ path: 'void', namespace: caller.group });
    const about = await caller.get(`/api/v4/projects/${empty.id}`);
    expect([about.body.default_branch, about.body.empty_repo]).toEqual(['main', true]);
    expect((await caller.get(`/api/v4/projects/${empty.id}/repository/commits`)).body).toEqual([]);
    expect((await caller.get(`/api/v4/projects/${empty.id}/repository/branches`)).body).toEqual([]);
  });
});

describe('one commit', () => {
  it('keeps message, offset and odd dates', async () => {
    const commits = project.repository.store.records;
    const zone = commits.find((row) => row.message.includes('Half-hour zone'));
    const { body } = await caller.get(`${path}/${zone?.id ?? ''}`);
    expect(body).toMatchObject({ message: zone?.message, title: zone?.message, project_id: project.id });
    for (const row of commits.filter((one) => /1970|2038/.test(one.committed_date))) {
      const answer = await caller.get(`${path}/${row.id}`);
      expect(Date.parse(answer.body.committed_date)).toBe(Date.parse(row.committed_date));
    }
  });

  it('cuts a title of 100 characters or more at a space', async () => {
    const long = project.repository.store.records.find((row) => row.message.length === 10_000);
    const { body } = await caller.get(`${path}/${long?.id ?? ''}`);
    expect(body.message).toHaveLength(10_000);
    expect(body.title).toMatch(/^.{60,80}\.\.\.$/);
  });

  it('lists changed files with a total', async () => {
    const wide = project.repository.store.records.find((row) => row.file_count > 10);
    const { body, headers } = await caller.get(`${path}/${wide?.id ?? ''}/diff?per_page=10`);
    expect([body.length, headers.get('x-total')]).toEqual([10, String(wide?.file_count)]);
    expect((await caller.get(`${path}/${'0'.repeat(40)}/diff`)).status).toBe(404);
  });

  it('counts no more than 1000 changed files', async () => {
    const other = caller.sandbox.world.addProject({ path: 'wide', namespace: caller.group });
    const files = Array.from({ length: 1200 }, (_, i) => ({ path: `f${i}`, status: 'added' as const }));
    const [sha = ''] = caller.sandbox.world.push(other, 'main', [{ message: 'wide', files }]);
    const { headers } = await caller.get(
      `/api/v4/projects/${other.id}/repository/commits/${sha}/diff?per_page=100`,
    );
    expect(headers.get('x-total')).toBe('1000');
  });
});
