import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEvent, type HookEvent } from '../../src/webhook/event.schema.ts';
import { targetsOf, type Place } from '../../src/webhook/targets-of.ts';

const place: Place = {
  accountId: 'account',
  isActive: true,
  isGroup: true,
  repository: { id: 'repository', enabled: true },
};
const read = (body: unknown) => readEvent(Buffer.from(JSON.stringify(body)));
const zeros = '0'.repeat(40);

describe('readEvent', () => {
  it('names what an event is about', () => {
    expect(read({ object_kind: 'push', project_id: 5, ref: 'refs/heads/a/b', after: zeros })).toEqual({
      kind: 'push',
      projectId: 5,
      ref: 'refs/heads/a/b',
    });
    expect(
      read({
        object_kind: 'note',
        project: { id: 5 },
        object_attributes: { noteable_type: 'MergeRequest' },
        merge_request: { iid: 7 },
      }),
    ).toEqual({ kind: 'note', projectId: 5, iid: 7 });
    expect(
      read({ object_kind: 'note', project: { id: 5 }, object_attributes: { noteable_type: 'Issue' } }),
    ).toEqual({ kind: 'note', projectId: 5, iid: undefined });
    expect(read({ event_name: 'project_create', project_id: 22 })).toEqual({ kind: 'projects' });
    expect(read({ event_name: 'subgroup_destroy' })).toEqual({ kind: 'projects' });
    expect(read({ object_kind: 'wiki_page' })).toEqual({ kind: 'other' });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"object_kind": "push"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an object that is no event', '{"a": 1}'],
    ['a push without a project', '{"object_kind": "push", "ref": "refs/heads/a"}'],
    ['a project that is no number', '{"object_kind": "push", "project_id": "5", "ref": "refs/heads/a"}'],
    ['a ref that cannot be stored', '{"object_kind": "push", "project_id": 5, "ref": "refs/heads/\\u0000"}'],
    ['half a character', '{"object_kind": "push", "project_id": 5, "ref": "refs/heads/\\ud800"}'],
    ['a ref beyond all measure', `{"object_kind":"push","project_id":5,"ref":"${'a'.repeat(1001)}"}`],
    ['a kind that is a word of JavaScript', '{"object_kind": {"toString": 1}}'],
  ])('finds no event in %s', (_what, body) => {
    expect(readEvent(Buffer.from(body))).toBeUndefined();
  });

  it('takes a kind that every object has for one we do not know', () => {
    expect(read({ object_kind: 'constructor' })).toEqual({ kind: 'other' });
    expect(read({ object_kind: '__proto__' })).toEqual({ kind: 'other' });
  });

  it('never throws, whatever comes', () => {
    const kinds = fc.constantFrom('push', 'note', 'pipeline', 'merge_request', 'deployment', 'feature_flag');
    fc.assert(
      fc.property(fc.record({ object_kind: kinds }), fc.object(), (one, other) => {
        read({ ...other, ...one });
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readEvent(Buffer.from(bytes))));
  });
});

describe('targetsOf', () => {
  const events: readonly [HookEvent, unknown[]][] = [
    [
      { kind: 'push', projectId: 1, ref: 'refs/heads/feature/KEY-1' },
      [{ look: 'branch', repositoryId: 'repository', branch: 'feature/KEY-1' }],
    ],
    [{ kind: 'push', projectId: 1, ref: 'refs/tags/v1' }, []],
    [{ kind: 'push', projectId: 1, ref: 'refs/heads/' }, []],
    [{ kind: 'tag_push', projectId: 1 }, []],
    [
      { kind: 'merge_request', projectId: 1, iid: 3 },
      [{ look: 'merge_request', repositoryId: 'repository', iid: 3 }],
    ],
    [{ kind: 'note', projectId: 1, iid: 3 }, [{ look: 'merge_request', repositoryId: 'repository', iid: 3 }]],
    [{ kind: 'note', projectId: 1, iid: undefined }, []],
    [
      { kind: 'pipeline', projectId: 1, id: 9, status: 'running' },
      [{ look: 'pipeline', repositoryId: 'repository', id: 9, isSettled: false }],
    ],
    [
      { kind: 'pipeline', projectId: 1, id: 9, status: 'failed' },
      [{ look: 'pipeline', repositoryId: 'repository', id: 9, isSettled: true }],
    ],
    [
      { kind: 'deployment', projectId: 1, id: 9 },
      [{ look: 'deployment', repositoryId: 'repository', id: 9 }],
    ],
    [{ kind: 'feature_flag', projectId: 1 }, [{ look: 'feature_flags', repositoryId: 'repository' }]],
    [{ kind: 'projects' }, [{ look: 'projects', accountId: 'account', isSettled: true }]],
    [{ kind: 'other' }, []],
  ];

  it.each(events)('of %j are %j', (event, targets) => {
    const decision = targetsOf(event, place);
    expect(decision.targets).toEqual(targets);
    expect(decision.outcome).toBe(targets.length === 0 ? 'nothing' : 'queued');
  });

  it.each(events)('of %j are none while the site is off', (event) => {
    expect(targetsOf(event, { ...place, isActive: false })).toMatchObject({
      outcome: 'inactive',
      targets: [],
    });
  });

  it('lists the projects of a group for one that is not known, and for no project alone', () => {
    const push = { kind: 'push', projectId: 1, ref: 'refs/heads/a' } as const;
    expect(targetsOf(push, { ...place, repository: undefined })).toMatchObject({
      outcome: 'unknown_project',
      targets: [{ look: 'projects', accountId: 'account', isSettled: false }],
    });
    const other = { ...place, isGroup: false, repository: undefined };
    expect(targetsOf(push, other)).toMatchObject({ outcome: 'other_project', targets: [] });
    expect(targetsOf({ kind: 'projects' }, other)).toMatchObject({ outcome: 'nothing', targets: [] });
  });

  it('leaves a repository alone that is switched off', () => {
    const off = { ...place, repository: { id: 'repository', enabled: false } };
    const push = { kind: 'push', projectId: 1, ref: 'refs/heads/a' } as const;
    expect(targetsOf(push, off)).toMatchObject({ outcome: 'switched_off', targets: [] });
  });

  it('says that there was no event', () => {
    expect(targetsOf(undefined, place)).toEqual({ outcome: 'unreadable', about: '', targets: [] });
  });
});
