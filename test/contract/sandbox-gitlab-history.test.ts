import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommitStore } from '../sandbox/gitlab/git/commit-store.ts';
import type { History } from '../sandbox/history/history.ts';
import { loadHistory } from '../sandbox/history/load.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { repeatHistory } from '../sandbox/history/repeat.ts';
import { describeWhere } from './describe-where.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(data);

const seconds = (iso: string): number => Date.parse(iso) / 1000;

function expectWhole(history: History): void {
  const seen = new Set<string>();
  for (const commit of history.commits) {
    for (const parent of commit.parent_ids) expect(seen.has(parent)).toBe(true);
    expect(seen.has(commit.id)).toBe(false);
    seen.add(commit.id);
  }
  for (const branch of history.branches) expect(seen.has(branch.commit_id)).toBe(true);
}

describe('a made history', () => {
  const history = makeHistory({ mergeRequests: 40 });

  it('is the same each time, and another with another seed', () => {
    expect(makeHistory({ mergeRequests: 40 })).toEqual(history);
    expect(makeHistory({ mergeRequests: 40, seed: 2 }).commits[0]?.id).not.toBe(history.commits[0]?.id);
  });

  it('has parents before children and heads that exist', () => expectWhole(history));

  it('has what breaks readers', () => {
    const messages = history.commits.map(({ message }) => message);
    expect(messages.some((text) => text.length === 10_000)).toBe(true);
    expect(messages.some((text) => (text.match(/ABC-\d+/g) ?? []).length === 600)).toBe(true);
    expect(messages.some((text) => text.includes('🎉'))).toBe(true);
    const years = history.commits.map(({ committed_date }) => new Date(committed_date).getUTCFullYear());
    expect([Math.min(...years), Math.max(...years)]).toEqual([1970, 2038]);
    expect(history.commits.some(({ parent_ids }) => parent_ids.length === 2)).toBe(true);
    const date = new Map(history.commits.map((row) => [row.id, seconds(row.committed_date)]));
    const skewed = history.commits.filter((row) =>
      row.parent_ids.some((id) => (date.get(id) ?? 0) > seconds(row.committed_date)),
    );
    expect(skewed.length).toBeGreaterThan(0);
    expect(new Set(history.mergeRequests.map(({ state }) => state)).size).toBe(3);
  });
});

describe('a repeated history', () => {
  const once = makeHistory({ burst: 5 });
  const history = repeatHistory(once, 4);

  it('has so many times the commits, branches and merge requests, all distinct', () => {
    expectWhole(history);
    expect(history.commits).toHaveLength(4 * once.commits.length);
    expect(new Set(history.branches.map(({ name }) => name)).size).toBe(4 * once.branches.length);
    expect(new Set(history.mergeRequests.map(({ iid }) => iid)).size).toBe(4 * once.mergeRequests.length);
    expect(history.branches.filter((row) => row.default)).toHaveLength(1);
  });

  it('stands copy on copy: the default branch reaches the first root', () => {
    const store = CommitStore.of(history.commits);
    const head = history.branches.find((row) => row.default)?.commit_id ?? '';
    expect(store.reachable([store.find(head) ?? -1])[0]).toBe(1);
  });

  it('keeps the order of dates inside a copy and puts copies one after the other', () => {
    const size = once.commits.length;
    const dates = history.commits.map(({ committed_date }) => seconds(committed_date));
    for (let i = 1; i < size; i += 1) {
      const before = Math.sign(
        seconds(once.commits[i]?.committed_date ?? '') - seconds(once.commits[i - 1]?.committed_date ?? ''),
      );
      expect(Math.sign((dates[size + i] ?? 0) - (dates[size + i - 1] ?? 0))).toBe(before);
    }
    for (let copy = 1; copy < 4; copy += 1) {
      const [last, next] = [
        dates.slice((copy - 1) * size, copy * size),
        dates.slice(copy * size, (copy + 1) * size),
      ];
      expect(Math.min(...next)).toBeGreaterThan(Math.max(...last));
    }
  });
});

describeWhere(hasData, 'the histories of ../shared', () => {
  describe.each([['zookeeper'], ['kafka']])('the history of %s', (name) => {
    let caller: Caller;
    let history: History;
    beforeAll(async () => {
      history = await loadHistory(join(data, name));
      caller = await startCaller();
    });
    afterAll(() => caller.sandbox.close());

    it('is served whole and cheaply', async () => {
      const { world } = caller.sandbox;
      const project = world.addProject({ path: name, namespace: caller.group });
      world.loadHistory(project, history);
      const { store } = project.repository;
      const trunk = store.find(project.repository.branches.get(project.defaultBranch ?? '') ?? '') ?? -1;
      const before = process.cpuUsage();
      const order = store.walk({ heads: [trunk] });
      for (let i = 0; i < 1000; i += 1) store.walk({ heads: [trunk] });
      const { user } = process.cpuUsage(before);
      expect(user / 1000).toBeLessThan(1000);
      const path = `/api/v4/projects/${project.id}/repository/commits?per_page=100`;
      const seen = new Set<string>();
      for (let page = 1; ; page += 1) {
        const { body } = await caller.get(`${path}&page=${page}`);
        for (const row of body) seen.add(row.id);
        if (body.length < 100) break;
      }
      expect(seen.size).toBe(order.length);
      const branches = await caller.get(`/api/v4/projects/${project.id}/repository/branches?per_page=100`);
      expect(branches.body).toHaveLength(history.branches.length);
      const first = await caller.get(`/api/v4/projects/${project.id}/merge_requests?per_page=100`);
      const many = history.mergeRequests.length > 10_000;
      expect(first.headers.get('x-total')).toBe(many ? null : String(history.mergeRequests.length));
    });
  });

  it('zookeeper has commits that no branch reaches', async () => {
    const history = await loadHistory(join(data, 'zookeeper'));
    const store = CommitStore.of(history.commits);
    const heads = history.branches.map((row) => store.find(row.commit_id) ?? -1);
    const reached = store.walk({ heads }).length;
    expect([history.commits.length, reached]).toEqual([13_382, 5_105]);
  });
});
