import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { triggers } from '../sandbox/gitlab/hooks/hook.ts';
import type { MergeRequestChanges } from '../sandbox/gitlab/world/merge-requests.ts';
import type { MergeRequest, Project } from '../sandbox/gitlab/world/model.ts';
import { startReceiver } from './hook-receiver.ts';
import type { Received, Receiver } from './hook-receiver.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

const zeros = '0'.repeat(40);
const everything = Object.fromEntries(
  triggers.filter((name) => !/^(project|subgroup|member)_/.test(name)).map((name) => [name, true]),
);

let caller: Caller;
let receiver: Receiver;
let project: Project;
let hooks: string;

beforeEach(async () => {
  [caller, receiver] = await Promise.all([startCaller({ license: 'premium' }), startReceiver()]);
  project = caller.sandbox.world.addProject({ path: 'app', namespace: caller.group, creator: caller.user });
  hooks = `/api/v4/projects/${project.id}/hooks`;
  caller.sandbox.world.push(project, 'main', [{ message: 'Begin' }]);
});
afterEach(async () => {
  expect(caller.sandbox.violations).toEqual([]);
  await caller.sandbox.close();
  await receiver.close();
});

async function addHook(settings: Record<string, unknown> = everything, path = hooks): Promise<string> {
  const made = await caller.send('POST', path, { url: receiver.url, ...settings });
  expect(made.status).toBe(201);
  return `${path}/${made.body.id}`;
}

/** What came of something that was done, sorted by what the hook is called. */
async function told(act: () => void = () => undefined): Promise<Received[]> {
  act();
  await caller.sandbox.hooks.idle();
  return receiver
    .take()
    .sort((a, b) => (String(a.headers['x-gitlab-event']) < String(b.headers['x-gitlab-event']) ? -1 : 1));
}

function openMergeRequest(): MergeRequest {
  const { world } = caller.sandbox;
  world.createBranch(project, 'topic');
  return world.openMergeRequest(project, {
    sourceBranch: 'topic',
    title: 'APP-1 Topic',
    author: caller.user,
  });
}

describe('pushes', () => {
  it('tell of commits, of a new branch, of a forced one and of a deleted one', async () => {
    await addHook({});
    const { world } = caller.sandbox;
    const before = project.repository.branches.get('main');
    const [pushed] = await told(() =>
      world.push(project, 'main', [{ message: 'APP-1 One\n\nmore' }, { message: 'APP-2 Two' }]),
    );
    const after = project.repository.branches.get('main');
    expect(pushed?.headers['x-gitlab-event']).toBe('Push Hook');
    expect(pushed?.body).toMatchObject({
      object_kind: 'push',
      ref: 'refs/heads/main',
      before,
      after,
      checkout_sha: after,
      project_id: project.id,
      total_commits_count: 2,
      commits: [
        { title: 'APP-1 One', modified: ['README.md'] },
        { id: after, message: 'APP-2 Two' },
      ],
    });
    const [created] = await told(() => world.push(project, 'topic', [{ message: 'APP-3' }]));
    expect(created?.body).toMatchObject({ ref: 'refs/heads/topic', before: zeros, total_commits_count: 1 });
    const [forced] = await told(() =>
      world.forcePush(project, 'topic', { onto: before ?? '', commits: [{ message: 'APP-4' }] }),
    );
    expect(forced?.body).toMatchObject({ before: created?.body.after, commits: [{ message: 'APP-4' }] });
    const [empty] = await told(() => world.createBranch(project, 'same'));
    expect(empty?.body).toMatchObject({ before: zeros, after, commits: [], total_commits_count: 0 });
    const [deleted] = await told(() => world.deleteBranch(project, 'topic'));
    expect(deleted?.body).toMatchObject({ after: zeros, checkout_sha: null, commits: [] });
  });

  it('name the newest 20 commits, oldest first, across a merge as well', async () => {
    await addHook({});
    const { world } = caller.sandbox;
    const commits = Array.from({ length: 25 }, (_, i) => ({ message: `Step ${i + 1}` }));
    const [many] = await told(() => world.push(project, 'main', commits));
    expect(many?.body.total_commits_count).toBe(25);
    expect(many?.body.commits.map(({ title }: { title: string }) => title)).toEqual(
      Array.from({ length: 20 }, (_, i) => `Step ${i + 6}`),
    );
    const side = world.push(project, 'side', [{ message: 'Side' }]);
    const main = project.repository.branches.get('main') ?? '';
    await told();
    const [merged] = await told(() =>
      world.push(project, 'main', [{ message: 'Merge', parents: [main, ...side] }]),
    );
    expect(merged?.body.commits.map(({ title }: { title: string }) => title)).toEqual(['Side', 'Merge']);
  });

  it('of more than three branches with the same action are told to nobody', async () => {
    await addHook();
    const { world } = caller.sandbox;
    const row = openMergeRequest();
    await told();
    const commits = [{ message: 'x' }];
    const branches = ['a', 'b', 'c'].map((branch) => ({ branch, commits }));
    expect(await told(() => world.pushMany(project, branches))).toHaveLength(3);
    const mixed = [...branches, { branch: 'd', commits }, { branch: 'main', commits }];
    expect(await told(() => world.pushMany(project, mixed))).toHaveLength(1);
    const lost = await told(() => world.pushMany(project, [...branches, { branch: 'topic', commits }]));
    // Only the merge request tells, for its update is another job.
    expect(lost.map(({ body }) => [body.object_kind, body.object_attributes?.oldrev])).toEqual([
      ['merge_request', expect.stringMatching(/^[0-9a-f]{40}$/)],
    ]);
    expect(row.sha).toBe(project.repository.branches.get('topic'));
    const removals = ['a', 'b', 'c', 'd'].map((branch) => ({ branch, remove: true }) as const);
    expect(await told(() => world.pushMany(project, removals))).toEqual([]);
    expect([...project.repository.branches.keys()]).toEqual(['main', 'topic']);
  });

  it('pass the filter of branches', async () => {
    await addHook({ push_events_branch_filter: 'release/*' });
    const { world } = caller.sandbox;
    expect(await told(() => world.createBranch(project, 'topic'))).toEqual([]);
    expect(await told(() => world.createBranch(project, 'release/1'))).toHaveLength(1);
  });

  it('of a tag are a hook of their own', async () => {
    await addHook({ push_events: false, tag_push_events: true });
    const [tag] = await told(() => caller.sandbox.world.pushTag(project, 'v1'));
    expect(tag?.headers['x-gitlab-event']).toBe('Tag Push Hook');
    expect(tag?.body).toMatchObject({ object_kind: 'tag_push', ref: 'refs/tags/v1', before: zeros });
  });
});

describe('merge requests', () => {
  it('tell of each thing that happens to them, with who did it', async () => {
    await addHook({ push_events: false, merge_requests_events: true });
    const { world } = caller.sandbox;
    const rita = world.addUser({ username: 'rita', publicEmail: 'rita@example.com' });
    const row = openMergeRequest();
    const [opened] = await told();
    expect(opened?.headers['x-gitlab-event']).toBe('Merge Request Hook');
    expect(opened?.body).toMatchObject({
      user: { username: 'jira', email: 'jira@example.com' },
      object_attributes: { action: 'open', iid: 1, state: 'opened', source_branch: 'topic', draft: false },
    });
    caller.clock.advance(1000);
    const update = (changes: MergeRequestChanges) => world.updateMergeRequest(row, changes);
    const reviewers = (state: string) => ({ reviewers: { current: [{ username: 'rita', state }] } });
    const happened: [() => void, string, Record<string, unknown>][] = [
      [() => update({ title: 'APP-2' }), 'update', { title: { previous: 'APP-1 Topic', current: 'APP-2' } }],
      [() => update({ draft: true }), 'update', { draft: { previous: false, current: true } }],
      [() => update({ draft: false }), 'update', { title: { current: 'APP-2' } }],
      [() => world.requestReview(row, rita), 'update', reviewers('unreviewed')],
      [() => world.review(row, rita, 'requested_changes'), 'update', reviewers('requested_changes')],
      [() => world.approve(row, rita), 'approved', {}],
      [() => world.unapprove(row, rita), 'unapproved', {}],
      [() => world.approve(row, rita, false), 'approval', {}],
      [() => world.close(row, rita), 'close', { state_id: { previous: 1, current: 2 } }],
      [() => world.reopen(row, rita), 'reopen', { state_id: { previous: 2, current: 1 } }],
      [() => world.merge(row, { by: rita }), 'merge', { state_id: { previous: 4, current: 3 } }],
    ];
    for (const [act, action, changes] of happened) {
      const [got, ...more] = await told(act);
      expect(more).toEqual([]);
      expect(got?.body).toMatchObject({ object_attributes: { action, iid: 1 }, changes });
    }
    expect(await told(() => world.deleteMergeRequest(row))).toEqual([]);
  });

  it('tell of new commits with the head before them, and of what a merge moves', async () => {
    await addHook();
    const { world } = caller.sandbox;
    const row = openMergeRequest();
    const { sha: oldrev } = row;
    await told();
    const moved = await told(() => world.push(project, 'topic', [{ message: 'APP-1 More' }]));
    expect(moved.map(({ headers }) => headers['x-gitlab-event'])).toEqual([
      'Merge Request Hook',
      'Push Hook',
    ]);
    expect(moved[0]?.body.object_attributes).toMatchObject({
      action: 'update',
      oldrev,
      last_commit: { id: row.sha, message: 'APP-1 More' },
      updated_at: '2026-06-01 12:00:00 UTC',
    });
    const merged = await told(() => world.merge(row, { by: caller.user, deleteSourceBranch: true }));
    expect(merged.map(({ body }) => body.ref ?? body.object_attributes.action).sort()).toEqual([
      'merge',
      'refs/heads/main',
      'refs/heads/topic',
    ]);
  });

  it('have comments told as notes', async () => {
    await addHook();
    const row = openMergeRequest();
    await told();
    const [note, ...more] = await told(() => caller.sandbox.world.comment(row));
    expect(more).toEqual([]);
    expect(note?.body).toMatchObject({
      object_kind: 'note',
      object_attributes: { noteable_type: 'MergeRequest', action: 'create' },
      merge_request: { iid: 1 },
    });
  });
});

describe('pipelines, deployments and flags', () => {
  it('are told, a pipeline of a merge request by its source branch', async () => {
    await addHook();
    const { world } = caller.sandbox;
    const mergeRequest = openMergeRequest();
    await told();
    const [pipeline] = await told(() => world.runPipeline(project, { mergeRequest }));
    expect(pipeline?.body).toMatchObject({
      object_kind: 'pipeline',
      object_attributes: { ref: 'topic', iid: 1 },
      merge_request: { iid: 1 },
    });
  });

  it('a deployment only in some states, a flag only when it is switched', async () => {
    await addHook();
    const { hooks: sent, world } = caller.sandbox;
    const environment = world.addEnvironment(project, { name: 'production' });
    const states = await told(() => {
      const row = world.deploy(project, { environment, ref: 'main', user: caller.user, status: 'created' });
      for (const status of ['running', 'success'] as const) world.setDeploymentStatus(row, status);
    });
    expect(states.map(({ body }) => body.status).sort()).toEqual(['running', 'success']);
    expect(Object.keys(states[0]?.body)).not.toContain('iid');
    const flag = world.addFeatureFlag(project, { name: 'new-menu' });
    expect(await told(() => world.updateFeatureFlag(flag, { description: 'Other words' }))).toEqual([]);
    const [flipped] = await told(() => world.updateFeatureFlag(flag, { active: !flag.active }));
    expect(flipped?.body).toMatchObject({ object_kind: 'feature_flag', object_attributes: { id: flag.id } });
    expect(sent.pending).toBe(0);
  });
});

describe('group hooks', () => {
  it('hear of the projects below, and of projects and subgroups that come and go', async () => {
    const { world } = caller.sandbox;
    const sub = world.addGroup({ path: 'sub', parent: caller.group });
    const below = world.addProject({ path: 'below', namespace: sub });
    const groupHooks = '/api/v4/groups/acme/hooks';
    await addHook({ project_events: true, subgroup_events: true }, groupHooks);
    const [pushed] = await told(() => world.push(below, 'main', [{ message: 'x' }]));
    expect(pushed?.body.project.path_with_namespace).toBe('acme/sub/below');
    const names = async (act: () => void) => (await told(act)).map(({ body }) => body.event_name).sort();
    expect(await names(() => world.addProject({ path: 'new', namespace: sub }))).toEqual(['project_create']);
    expect(await names(() => world.addGroup({ path: 'deep', parent: sub }))).toEqual(['subgroup_create']);
    expect(await names(() => world.deleteProject(below))).toEqual(['project_destroy']);
    expect(await names(() => world.deleteGroup(sub))).toEqual([
      'project_destroy',
      'subgroup_destroy',
      'subgroup_destroy',
    ]);
    // There is no hook for any of these.
    expect(await told(() => world.renameProject(project, 'renamed'))).toEqual([]);
    expect(await told(() => world.moveProject(project, caller.user.namespace))).toEqual([]);
    expect(await told(() => world.archive(project))).toEqual([]);
  });

  it('fire beside the hooks of the project, and stay silent without a licence', async () => {
    const { world, hooks: sent } = caller.sandbox;
    await addHook({});
    await addHook({}, '/api/v4/groups/acme/hooks');
    const both = await told(() => world.createBranch(project, 'one'));
    expect(new Set(both.map(({ headers }) => headers['x-gitlab-event-uuid'])).size).toBe(2);
    sent.license = 'free';
    expect(await told(() => world.createBranch(project, 'two'))).toHaveLength(1);
  });
});

it('leaves those alone who did not ask', async () => {
  await addHook({ push_events: false });
  const other = caller.sandbox.world.addProject({ path: 'other', namespace: caller.group });
  caller.sandbox.world.push(other, 'main', [{ message: 'x' }]);
  expect(await told(() => openMergeRequest())).toEqual([]);
});
