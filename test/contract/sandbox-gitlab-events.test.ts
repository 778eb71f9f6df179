import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

const day = 86_400_000;

let caller: Caller;
let project: Project;
let path: string;
let shas: string[];
beforeEach(async () => {
  caller = await startCaller();
  const { world } = caller.sandbox;
  project = world.addProject({ path: 'app', namespace: caller.group });
  const commits = [{ message: 'one' }, { message: 'two', authorEmail: 'jira@example.com' }];
  shas = world.pushAs(caller.user, project, { branch: 'main', commits });
  path = `/api/v4/projects/${project.id}/events?action=pushed`;
});
afterEach(() => caller.sandbox.close());

type Event = { author_id: number; push_data: Record<string, unknown> };
const pushes = async (query = ''): Promise<Event[]> => (await caller.get(path + query)).body as Event[];

describe("a project's pushes", () => {
  it('say who pushed, what from and what to, newest first', async () => {
    const { world } = caller.sandbox;
    const ben = world.addUser({ username: 'ben' });
    const [next] = world.pushAs(ben, project, {
      branch: 'main',
      commits: [{ message: 'long '.repeat(20) }],
    });
    world.pushAs(ben, project, { branch: 'topic', commits: [{ message: 'topic' }] });
    world.deleteBranch(project, 'topic');
    const [deleted, made, moved, first] = await pushes();
    expect(deleted?.push_data).toMatchObject({ action: 'removed', commit_count: 0, commit_to: null });
    expect(made?.push_data).toMatchObject({
      action: 'created',
      commit_count: 1,
      commit_from: null,
      ref: 'topic',
    });
    expect(moved).toMatchObject({
      action_name: 'pushed to',
      author_id: ben.id,
      author_username: 'ben',
      push_data: {
        commit_from: shas[1],
        commit_to: next,
        commit_count: 1,
        ref_type: 'branch',
        ref_count: null,
      },
    });
    expect(String(moved?.push_data['commit_title'])).toHaveLength(70);
    expect(first).toMatchObject({ action_name: 'pushed new', push_data: { commit_count: 2 } });
  });

  it('of many branches at once are one that tells of none of them', async () => {
    const { world } = caller.sandbox;
    const branches = ['a', 'b', 'c', 'd'].map((branch) => ({ branch, commits: [{ message: branch }] }));
    world.pushMany(project, branches, caller.user);
    const [bulk, ...others] = await pushes();
    expect(others).toHaveLength(1);
    expect(bulk?.push_data).toEqual({
      commit_count: 0,
      action: 'created',
      ref_type: 'branch',
      commit_from: null,
      commit_to: null,
      ref: null,
      commit_title: null,
      ref_count: 4,
    });
  });

  it('are filtered by days, which are left out themselves', async () => {
    const date = (at: number) => new Date(at).toISOString().slice(0, 10);
    const now = caller.clock.now();
    expect(await pushes(`&after=${date(now - day)}`)).toHaveLength(1);
    expect(await pushes(`&after=${date(now)}`)).toHaveLength(0);
    expect(await pushes(`&before=${date(now)}`)).toHaveLength(0);
    expect(await pushes(`&before=${date(now + day)}`)).toHaveLength(1);
    expect((await caller.get(`${path}&after=yesterday`)).status).toBe(400);
  });
});

describe('the author of a commit', () => {
  const query = `query($path: ID!, $sha: String!) { project(fullPath: $path) {
    repository { tree(ref: $sha, path: "") { lastCommit { sha author { id username } } } } } }`;
  const lastCommit = async (sha: string | undefined) => {
    const { body } = await caller.graphql(query, { path: 'acme/app', sha });
    return (body as { data: { project: { repository: { tree: { lastCommit: unknown } | null } } } }).data
      .project.repository.tree;
  };

  it('is the user who has confirmed the address, where there is one', async () => {
    expect(await lastCommit(shas[0])).toEqual({ lastCommit: { sha: shas[0], author: null } });
    const jira = { id: `gid://gitlab/User/${caller.user.id}`, username: 'jira' };
    expect(await lastCommit(shas[1])).toEqual({ lastCommit: { sha: shas[1], author: jira } });
    const eve = caller.sandbox.world.addUser({ username: 'eve', email: 'sidney@example.com' });
    const author = { id: `gid://gitlab/User/${eve.id}`, username: 'eve' };
    expect(await lastCommit(shas[0])).toEqual({ lastCommit: { sha: shas[0], author } });
    expect(await lastCommit('0'.repeat(40))).toBeNull();
  });
});
