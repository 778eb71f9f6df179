import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeHistory } from '../sandbox/history/make.ts';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
let project: Project;
let path: string;
beforeEach(async () => {
  caller = await startCaller();
  project = caller.sandbox.world.addProject({ path: 'app', namespace: caller.group });
  path = `/api/v4/projects/${project.id}/merge_requests`;
});
afterEach(() => caller.sandbox.close());

const listQuery = `
  query ($path: ID!, $first: Int, $after: String, $updatedAfter: Time) {
    project(fullPath: $path) {
      mergeRequests(first: $first, after: $after, sort: UPDATED_ASC, updatedAfter: $updatedAfter) {
        nodes {
          id iid title description state draft createdAt updatedAt mergedAt closedAt webUrl sourceBranch targetBranch
          diffHeadSha mergeCommitSha userNotesCount commitCount sourceProjectId targetProjectId
          author { id username name publicEmail avatarUrl webUrl }
          reviewers { nodes { id username name publicEmail avatarUrl webUrl mergeRequestInteraction { reviewState approved } } }
          approvedBy { nodes { id username name publicEmail avatarUrl webUrl } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
    queryComplexity { score limit }
  }`;

function open(title = 'ABC-1 A change'): MergeRequest {
  const { world } = caller.sandbox;
  if (project.repository.branches.size === 0) world.push(project, 'main', [{ message: 'start' }]);
  world.push(project, `topic-${project.mergeRequests.size}`, [{ message: 'one' }, { message: 'two' }]);
  return world.openMergeRequest(project, {
    sourceBranch: `topic-${project.mergeRequests.size}`,
    title,
    author: caller.user,
  });
}

const iids = (body: { iid: number }[]): number[] => body.map(({ iid }) => iid);

describe('GraphQL', () => {
  it('walks all merge requests by cursor, 100 a page, within the complexity limit', async () => {
    caller.sandbox.world.loadHistory(project, makeHistory({ mergeRequests: 250, tiedMergeRequests: 130 }));
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const { body } = await caller.graphql(listQuery, { path: 'acme/app', first: 100, after });
      const { nodes, pageInfo } = body.data.project.mergeRequests;
      expect(body.data.queryComplexity.score).toBeLessThanOrEqual(body.data.queryComplexity.limit);
      seen.push(...nodes.map(({ iid }: { iid: string }) => iid));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      pages += 1;
    } while (after !== null);
    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 250, 250]);
    expect(caller.sandbox.violations).toEqual([]);
  });

  it('keeps its place when rows before the cursor move to the end', async () => {
    for (let i = 0; i < 4; i += 1) {
      open();
      caller.clock.advance(1000);
    }
    const first = await caller.graphql(listQuery, { path: 'acme/app', first: 2 });
    const row = project.mergeRequests.get(1);
    if (row !== undefined) caller.sandbox.world.comment(row);
    const after = first.body.data.project.mergeRequests.pageInfo.endCursor;
    const rest = await caller.graphql(listQuery, { path: 'acme/app', first: 10, after });
    expect(rest.body.data.project.mergeRequests.nodes.map((node: { iid: string }) => node.iid)).toEqual([
      '3',
      '4',
      '1',
    ]);
  });

  it('has ids as global ids, times in whole seconds, iids as text', async () => {
    caller.clock.advance(123);
    const row = open();
    const { body } = await caller.graphql(listQuery, { path: 'acme/app' });
    const [node] = body.data.project.mergeRequests.nodes;
    expect(node).toMatchObject({
      id: `gid://gitlab/MergeRequest/${row.id}`,
      iid: '1',
      updatedAt: '2026-06-01T12:00:00Z',
    });
    expect((await caller.get(`${path}/1`)).body.updated_at).toBe('2026-06-01T12:00:00.123Z');
  });

  it('gives at most 100 rows and takes updatedAfter with its end included', async () => {
    caller.sandbox.world.loadHistory(project, makeHistory({ mergeRequests: 120, tiedMergeRequests: 110 }));
    const all = await caller.graphql(listQuery, { path: 'acme/app', first: 500 });
    expect(all.body.data.project.mergeRequests.nodes).toHaveLength(100);
    const tied = Math.max(...[...project.mergeRequests.all()].map(({ updatedAt }) => updatedAt));
    const late = await caller.graphql(listQuery, {
      path: 'acme/app',
      updatedAfter: new Date(tied).toISOString(),
    });
    expect(late.body.data.project.mergeRequests).toMatchObject({ pageInfo: { hasNextPage: true } });
  });

  it('refuses a query that costs more than 250', async () => {
    const people = 'reviewers { nodes { id name username publicEmail avatarUrl webUrl } }';
    const many = Array.from({ length: 12 }, (_, i) => `a${i}: ${people}`).join(' ');
    const query = `{ project(fullPath: "acme/app") { mergeRequests(first: 100) { nodes { ${many} } } } }`;
    const { status, body } = await caller.graphql(query);
    expect(status).toBe(200);
    expect(body.errors[0].message).toMatch(
      /^Query has complexity of \d+, which exceeds max complexity of 250$/,
    );
    expect(caller.sandbox.violations).toHaveLength(1);
  });

  it('gives one by its iid with the fields that a row of the list has', async () => {
    const row = open();
    const fields = /nodes \{(.*?)\n {8}\}/s.exec(listQuery)?.[1] ?? '';
    const query = `query ($path: ID!, $iid: String!) {
      project(fullPath: $path) { mergeRequest(iid: $iid) {${fields}} } queryComplexity { score }
    }`;
    const one = (iid: string) => caller.graphql(query, { path: 'acme/app', iid });
    const { body } = await one('1');
    const list = await caller.graphql(listQuery, { path: 'acme/app' });
    expect(body.data.project.mergeRequest).toEqual(list.body.data.project.mergeRequests.nodes[0]);
    expect(body.data.queryComplexity.score).toBeLessThan(100);
    expect((await one('2')).body.data.project.mergeRequest).toBeNull();
    caller.sandbox.world.deleteMergeRequest(row);
    expect((await one('1')).body.data.project.mergeRequest).toBeNull();
    expect(caller.sandbox.violations).toEqual([]);
  });

  it('counts complexity as GitLab does', async () => {
    const score = async (connection: string): Promise<number> => {
      const query = `{ project(fullPath: "acme/app") { ${connection} } queryComplexity { score } }`;
      return (await caller.graphql(query)).body.data.queryComplexity.score;
    };
    // project 1 and queryComplexity 2 around it; (nodes 1 + iid 1 + connection 1) × 2 = 6
    expect(await score('mergeRequests(first: 100) { nodes { iid } }')).toBe(9);
    // one more when sorted: 4 × 1.5 = 6
    expect(await score('mergeRequests(first: 50, sort: UPDATED_ASC) { nodes { iid } }')).toBe(9);
    // mergedAt costs 5, diffHeadSha 2: (1 + 5 + 2 + 1) × 2 = 18
    expect(await score('mergeRequests(first: 100) { nodes { mergedAt diffHeadSha } }')).toBe(21);
  });

  it('answers null for a project that is hidden or was renamed, and nothing where the feature is off', async () => {
    const { world } = caller.sandbox;
    open();
    world.disableFeature(project, 'merge_requests');
    const off = await caller.graphql(listQuery, { path: 'acme/app' });
    expect(off.body.data.project.mergeRequests.nodes).toEqual([]);
    world.renameProject(project, 'renamed');
    expect((await caller.graphql(listQuery, { path: 'acme/app' })).body.data.project).toBeNull();
  });

  it('records an unknown field', async () => {
    const { body } = await caller.graphql('{ project(fullPath: "acme/app") { nonsense } }');
    expect(body.errors[0].message).toContain('nonsense');
    expect(caller.sandbox.violations).toHaveLength(1);
  });
});

describe('REST', () => {
  it('pages by updated_after with both ends included, ties newest id first', async () => {
    caller.sandbox.world.loadHistory(project, makeHistory({ mergeRequests: 30, tiedMergeRequests: 25 }));
    const list = `${path}?order_by=updated_at&sort=asc&per_page=100&state=all&scope=all`;
    const rows = (await caller.get(list)).body;
    const tied = rows.filter((row: { updated_at: string }) => row.updated_at === rows.at(-1).updated_at);
    expect(tied).toHaveLength(25);
    expect(iids(tied)).toEqual(iids(tied).sort((a, b) => b - a));
    const from = await caller.get(`${list}&updated_after=${encodeURIComponent(rows.at(-1).updated_at)}`);
    expect(iids(from.body)).toEqual(iids(tied));
  });

  it('tells neither approvals nor review states in a list', async () => {
    const row = open();
    caller.sandbox.world.approve(row, caller.user);
    const [shown] = (await caller.get(path)).body;
    expect(shown).not.toHaveProperty('approved_by');
    expect((await caller.get(`${path}/1/approvals`)).body).toMatchObject({
      approved: true,
      approved_by: [{ user: { username: 'jira', public_email: 'jira@example.com' } }],
    });
    expect((await caller.get(`${path}/1/reviewers`)).body).toEqual([]);
  });

  it('follows a merge request from opening to merging', async () => {
    const { world } = caller.sandbox;
    const row = open('Draft: ABC-1');
    expect((await caller.get(`${path}/1`)).body).toMatchObject({
      draft: true,
      state: 'opened',
      merge_commit_sha: null,
    });
    world.updateMergeRequest(row, { title: 'ABC-1 ready' });
    world.requestReview(row, world.addUser({ username: 'rita' }));
    world.review(row, world.user('rita'), 'requested_changes');
    expect((await caller.get(`${path}/1/reviewers`)).body[0].state).toBe('requested_changes');
    const [pushed = ''] = world.push(project, row.sourceBranch, [{ message: 'three' }]);
    expect((await caller.get(`${path}/1`)).body).toMatchObject({ draft: false, sha: pushed });
    expect((await caller.get(`${path}/1/commits`)).body).toHaveLength(3);
    const sha = world.merge(row, { by: caller.user, deleteSourceBranch: true });
    expect((await caller.get(`${path}/1`)).body).toMatchObject({ state: 'merged', merge_commit_sha: sha });
    expect((await caller.get(`${path}/1/commits`)).body).toHaveLength(3);
    expect((await caller.get(`/api/v4/projects/${project.id}/repository/branches`)).body).toHaveLength(1);
  });

  it('closes, and forgets what was deleted', async () => {
    const { world } = caller.sandbox;
    world.close(open(), caller.user);
    expect((await caller.get(`${path}/1`)).body).toMatchObject({
      state: 'closed',
      closed_by: { username: 'jira' },
    });
    const row = project.mergeRequests.get(1);
    if (row !== undefined) world.deleteMergeRequest(row);
    expect((await caller.get(`${path}/1`)).body).toEqual({ message: '404 Not found' });
    expect((await caller.get(path)).body).toEqual([]);
  });
});
