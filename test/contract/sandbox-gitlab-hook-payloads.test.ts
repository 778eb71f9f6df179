import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { signed } from '../sandbox/gitlab/hooks/headers.ts';
import { triggers } from '../sandbox/gitlab/hooks/hook.ts';
import type { World } from '../sandbox/gitlab/world/world.ts';
import type { MergeRequest, Project, User } from '../sandbox/gitlab/world/model.ts';
import { describeWhere } from './describe-where.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

const samples = join(import.meta.dirname, '../../../shared/samples');
const described = existsSync(join(samples, 'gitlab-hooks/push_events.json'));

function sample(name: string): unknown {
  const folder = name.startsWith('wh-') ? 'gitlab-api' : 'gitlab-hooks';
  return JSON.parse(readFileSync(join(samples, folder, `${name}.json`), 'utf8')) as unknown;
}

/** The paths of all attributes, such as `commits[].author.name`; what differs from event to event is left out. */
function paths(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return path === 'changes' || path === 'push_options' ? [path] : [path, ...paths(inner, path)];
  });
}

/** A path below something that is null or empty in the other payload cannot be compared. */
function comparable(path: string, other: unknown): boolean {
  let at = [other];
  for (const name of path.split('.').slice(0, -1)) {
    at = at.flatMap((item) => {
      const inner = (item as Record<string, unknown>)[name.replace(/\[\]$/, '')] ?? [];
      return Array.isArray(inner) ? (inner as unknown[]) : [inner];
    });
  }
  return at.length > 0;
}

/** Attributes that only one side has. */
function differences(made: unknown, of: readonly string[]): { missing: string[]; added: string[] } {
  const [documented, ...recorded] = of.map(sample);
  const own = new Set(paths(made));
  const known = new Set([documented, ...recorded].flatMap((one) => paths(one)));
  return {
    missing: [...new Set(paths(documented))].filter((path) => !own.has(path) && comparable(path, made)),
    added: [...own].filter(
      (path) => !known.has(path) && [documented, ...recorded].some((one) => comparable(path, one)),
    ),
  };
}

interface Scene {
  readonly world: World;
  readonly project: Project;
  readonly user: User;
  readonly mergeRequest: MergeRequest;
}

interface Case {
  readonly act: (scene: Scene) => unknown;
  /** The documented one, then recorded ones, which may have more. */
  readonly samples: readonly string[];
  /** What this world has nothing of. */
  readonly without?: string;
  /** What the samples are too old for. */
  readonly newer?: readonly string[];
}

const inGroup = 'project_events';
const cases: Readonly<Record<string, Case>> = {
  push: {
    act: ({ world, project }) => world.push(project, 'main', [{ message: 'x' }]),
    samples: ['push_events', 'wh-push.woodpecker'],
  },
  tag_push: {
    act: ({ world, project }) => world.pushTag(project, 'v1'),
    samples: ['tag_events', 'wh-tag.woodpecker'],
  },
  merge_request: {
    act: ({ world, mergeRequest, user }) => world.requestReview(mergeRequest, user),
    samples: [
      'merge_request_events_complete_payload_example',
      'wh-mr-approved.woodpecker',
      'wh-mr-review-requested.woodpecker',
    ],
    without: 'assignees',
  },
  note: {
    act: ({ world, mergeRequest }) => world.comment(mergeRequest),
    samples: ['comment_events_comment_on_a_merge_request'],
    newer: ['merge_request', 'project.ci_config_path'],
  },
  pipeline: {
    act: ({ world, mergeRequest, project }) => world.runPipeline(project, { mergeRequest }),
    samples: ['pipeline_events'],
    without: 'source_pipeline',
  },
  deployment: {
    act: ({ world, project, user }) => world.deploy(project, { environment: 'live', ref: 'main', user }),
    samples: ['deployment_events', 'wh-deployment.go-gitlab'],
  },
  feature_flag: {
    act: ({ world, project }) => {
      const flag = world.addFeatureFlag(project, { name: 'menu' });
      world.updateFeatureFlag(flag, { active: !flag.active });
    },
    samples: ['feature_flag_events', 'wh-feature-flag.go-gitlab'],
  },
  project_create: {
    act: ({ world, project }) => world.addProject({ path: 'new', namespace: project.namespace }),
    samples: [`${inGroup}_create_a_project_in_a_group`],
  },
  project_destroy: {
    act: ({ world }) => world.deleteProject(world.project('acme/gone')),
    samples: [`${inGroup}_delete_a_project_in_a_group`],
  },
  subgroup_create: {
    act: ({ world, project }) => world.addGroup({ path: 'sub', parent: project.namespace }),
    samples: ['subgroup_events_create_a_subgroup_in_a_group'],
  },
  subgroup_destroy: {
    act: ({ world }) => world.deleteGroup(world.namespace('acme/over')),
    samples: ['subgroup_events_remove_a_subgroup_from_a_group'],
  },
};

describeWhere(described, 'payloads of webhooks against the samples of ../shared', () => {
  let caller: Caller;
  let scene: Scene;
  beforeAll(async () => {
    caller = await startCaller({ license: 'premium' });
    const { world } = caller.sandbox;
    const project = world.addProject({ path: 'app', namespace: caller.group });
    world.push(project, 'main', [{ message: 'Begin' }]);
    world.push(project, 'topic', [{ message: 'APP-1' }]);
    const mergeRequest = world.openMergeRequest(project, {
      sourceBranch: 'topic',
      title: 'APP-1',
      author: caller.user,
    });
    world.addProject({ path: 'gone', namespace: caller.group });
    world.addGroup({ path: 'over', parent: caller.group });
    scene = { world, project, user: caller.user, mergeRequest };
    const wanted = Object.fromEntries(triggers.map((name) => [name, true]));
    await caller.send('POST', '/api/v4/groups/acme/hooks', { url: 'http://127.0.0.1:9', ...wanted });
  });
  afterAll(() => caller.sandbox.close());

  it.each(Object.entries(cases))('%s', (kind, { act, samples: of, without, newer = [] }) => {
    const { hooks } = caller.sandbox;
    hooks.hold();
    act(scene);
    const made = hooks
      .takeHeld()
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
      .find((body) => (body['object_kind'] ?? body['event_name']) === kind);
    const { missing, added } = differences(made, of);
    const below = (name: string | undefined) => (path: string) =>
      name !== undefined && (path.startsWith(`${name}.`) || path.replace(/\[\].*/, '') === name);
    expect({
      missing: missing.filter((path) => !below(without)(path)),
      added: added.filter((path) => !newer.some((name) => below(name)(path))),
    }).toEqual({ missing: [], added: [] });
  });

  it('are signed as in the vector', () => {
    const vector = sample('_signing_vector') as {
      secret: string;
      headers: Record<string, string>;
      body: string;
    };
    const {
      'webhook-id': id = '',
      'webhook-timestamp': seconds,
      'webhook-signature': signature,
    } = vector.headers;
    expect(
      signed(vector.secret, { id, body: vector.body, seconds: Number(seconds) })['webhook-signature'],
    ).toBe(signature);
  });
});
