import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { NamingMergeRequest } from '../../src/dev-info/named-issues.store.ts';
import { questionOf } from '../../src/sync/ci/deployments/brought.ts';
import { deploymentState } from '../../src/sync/ci/deployments/deployment-entity.ts';
import { environmentType } from '../../src/sync/ci/environment-type.ts';
import { buildState } from '../../src/sync/ci/pipelines/build-entity.ts';
import { mergeRequestsAt, refTarget } from '../../src/sync/ci/ref-issues.ts';

describe('what kind of environment this is', () => {
  it.each([
    ['production', 'production'],
    ['PROD', 'production'],
    ['eu-prd-2', 'production'],
    ['live', 'production'],
    ['acme/shop/prodEU', 'production'],
    ['prod2', 'production'],
    ['staging', 'staging'],
    ['pre-prod', 'staging'],
    ['preproduction', 'staging'],
    ['non-prod', 'staging'],
    ['qa', 'testing'],
    ['uat3', 'testing'],
    ['acceptance', 'testing'],
    ['dev', 'development'],
    ['review/production-fix', 'development'],
    ['reproduce', 'unmapped'],
    ['contest', 'unmapped'],
    ['europe', 'unmapped'],
    ['', 'unmapped'],
  ])('%j by its name: %s', (name, type) => {
    expect(environmentType({ name }, [])).toBe(type);
    expect(environmentType({ name, tier: 'other' }, [])).toBe(type);
  });

  it('goes by rules before the tier, and by the tier before the name', () => {
    const rules = [
      { pattern: 'eu-*', type: 'testing' },
      { pattern: '*', type: 'unmapped' },
    ] as const;
    expect(environmentType({ name: 'eu-prod', tier: 'production' }, rules)).toBe('testing');
    expect(environmentType({ name: 'prod', tier: 'production' }, rules)).toBe('unmapped');
    expect(environmentType({ name: 'prod', tier: 'development' }, [])).toBe('development');
    expect(environmentType({ name: 'prod', tier: 'constructor' }, [])).toBe('production');
  });

  it('says the same of a name in capitals', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('p', 'r', 'o', 'd', 'q', 'a', '-', '/', '1') }),
        (name) => {
          expect(environmentType({ name: name.toUpperCase() }, [])).toBe(environmentType({ name }, []));
        },
      ),
    );
  });
});

describe('states', () => {
  it.each([
    ['waiting_for_resource', 'pending'],
    ['running', 'in_progress'],
    ['success', 'successful'],
    ['skipped', 'cancelled'],
    ['manual', 'unknown'],
    ['canceling', 'unknown'],
    ['waiting_for_callback', 'unknown'],
    ['toString', 'unknown'],
  ])('a pipeline that is %s is %s', (status, state) => expect(buildState(status)).toBe(state));

  it.each([
    ['blocked', 'pending'],
    ['failed', 'failed'],
    ['canceled', 'cancelled'],
    ['valueOf', 'unknown'],
  ])('a deployment that is %s is %s', (status, state) => expect(deploymentState(status)).toBe(state));
});

describe('what a pipeline ran for', () => {
  it.each([
    ['refs/merge-requests/12/head', { iid: 12 }],
    ['refs/merge-requests/12/merge', { iid: 12 }],
    ['refs/merge-requests/12/train', { iid: 12 }],
    ['refs/merge-requests/12/other', { branch: 'refs/merge-requests/12/other' }],
    ['main', { branch: 'main' }],
  ])('%s', (ref, target) => expect(refTarget(ref)).toEqual(target));

  const one = (
    iid: number,
    [createdAt, updatedAt]: [number, number],
    state: NamingMergeRequest['state'],
  ): NamingMergeRequest => ({
    iid,
    createdAt,
    updatedAt,
    state,
    sourceBranch: 'develop',
    keys: [`AB-${iid}`],
  });
  const numbers = (createdAt: number, all: readonly NamingMergeRequest[]) =>
    mergeRequestsAt(createdAt, all).map(({ iid }) => iid);

  it('belongs to the merge request of its time, where a branch has many', () => {
    const all = [one(1, [10, 20], 'merged'), one(2, [30, 40], 'merged'), one(3, [50, 55], 'opened')];
    expect(numbers(5, all)).toEqual([1]);
    expect(numbers(15, all)).toEqual([1]);
    expect(numbers(25, all)).toEqual([2]);
    expect(numbers(45, all)).toEqual([3]);
    expect(numbers(99, all)).toEqual([3]);
  });

  it('belongs to both where two are open at one time, and to none after the last has ended', () => {
    expect(numbers(15, [one(1, [10, 30], 'merged'), one(2, [12, 14], 'opened')])).toEqual([1, 2]);
    expect(numbers(31, [one(1, [10, 30], 'closed')])).toEqual([]);
  });
});

describe('what there is to find out about a deployment', () => {
  const known = { id: 7, shipped: undefined };
  const brought = { commits: [], keys: [], from: 'a' };
  it.each([
    ['nothing ran there before', { ...known, previousSha: null, brought: undefined }, { kind: 'first' }],
    ['the same ran there', { ...known, previousSha: 'b', brought: undefined }, { kind: 'same' }],
    ['another ran there', { ...known, previousSha: 'a', brought: undefined }, { kind: 'range', from: 'a' }],
    ['it was found out', { ...known, previousSha: 'a', brought }, { kind: 'known' }],
    ['another came between', { ...known, previousSha: 'c', brought }, { kind: 'range', from: 'c' }],
  ] as const)('%s', (_, of, question) => expect(questionOf({ sha: 'b' }, of, true)).toEqual(question));

  it('is found out anew where the rule for keys may be another', () => {
    expect(questionOf({ sha: 'b' }, { ...known, previousSha: 'a', brought }, false)).toEqual({
      kind: 'range',
      from: 'a',
    });
  });
});
