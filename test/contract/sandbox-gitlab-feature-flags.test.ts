import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { AccessLevel, Project } from '../sandbox/gitlab/world/model.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
let project: Project;
let path: string;
beforeEach(async () => {
  caller = await startCaller();
  project = caller.sandbox.world.addProject({ path: 'app', namespace: caller.group });
  path = `/api/v4/projects/${project.id}/feature_flags`;
});
afterEach(() => caller.sandbox.close());

it('come by name, without id or iid, with strategies and their environments', async () => {
  const { world } = caller.sandbox;
  const rollout = { rollout: '25', stickiness: 'default', groupId: 'default' };
  world.addFeatureFlag(project, { name: 'zebra', active: false });
  world.addFeatureFlag(project, {
    name: 'apple',
    description: 'ABC-1 apples',
    strategies: [{ name: 'flexibleRollout', parameters: rollout, scopes: ['production', 'review/*'] }],
  });
  const { body } = await caller.get(path);
  expect(body.map((flag: { name: string }) => flag.name)).toEqual(['apple', 'zebra']);
  expect(body[0]).toMatchObject({
    description: 'ABC-1 apples',
    active: true,
    version: 'new_version_flag',
    strategies: [
      {
        name: 'flexibleRollout',
        parameters: rollout,
        scopes: [{ environment_scope: 'production' }, { environment_scope: 'review/*' }],
      },
    ],
  });
  expect(Object.keys(body[0]).filter((key) => /id$/.test(key))).toEqual([]);
  expect((await caller.get(`${path}?scope=disabled`)).body).toHaveLength(1);
  expect((await caller.get(`${path}/apple`)).body.name).toBe('apple');
  expect((await caller.get(`${path}/none`)).status).toBe(404);
});

it('tell only when they are switched on or off', async () => {
  const { world } = caller.sandbox;
  const heard: string[] = [];
  world.state.listeners.add((event) => {
    if (event.kind === 'feature_flag')
      heard.push(`${event.flag.name} ${event.flag.active} ${event.user?.name}`);
  });
  const flag = world.addFeatureFlag(project, { name: 'apple' });
  caller.clock.advance(1000);
  world.updateFeatureFlag(flag, { strategies: [{ name: 'userWithId', parameters: { userIds: 'a,b' } }] });
  expect((await caller.get(path)).body[0]).toMatchObject({
    updated_at: '2026-06-01T12:00:00.000Z',
    strategies: [{ name: 'userWithId', scopes: [{ environment_scope: '*' }] }],
  });
  world.updateFeatureFlag(flag, { description: 'ABC-2' });
  world.updateFeatureFlag(flag, { active: true });
  world.updateFeatureFlag(flag, { active: false, by: caller.user });
  expect((await caller.get(path)).body[0]).toMatchObject({
    active: false,
    description: 'ABC-2',
    updated_at: '2026-06-01T12:00:01.000Z',
  });
  world.deleteFeatureFlag(flag);
  expect((await caller.get(path)).body).toEqual([]);
  expect(heard).toEqual(['apple false Jira User']);
});

it('are for developers and those above, where they are switched on', async () => {
  const { world } = caller.sandbox;
  const asMember = async (level: AccessLevel): Promise<number> => {
    const user = world.addUser({ username: `level-${level}` });
    world.addMember(project, user, level);
    const { access_token: token } = world.issueToken(caller.application, user);
    return (await caller.get(path, token)).status;
  };
  expect([await asMember(20), await asMember(30)]).toEqual([403, 200]);
  world.disableFeature(project, 'feature_flags');
  expect((await caller.get(path)).status).toBe(403);
  expect((await caller.get(`/api/v4/projects/${project.id}`)).body.feature_flags_access_level).toBe(
    'disabled',
  );
});
