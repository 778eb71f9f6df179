import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type {
  BuildFacts,
  DeploymentFacts,
  EntityFacts,
  EntityKind,
  FeatureFlagFacts,
  ReadEntity,
} from '../../src/dev-info/entity.ts';
import { toJira, withSequence } from '../../src/dev-info/to-jira/entity.ts';
import { keyFactsOf, providedKey } from '../../src/dev-info/to-jira/key.ts';
import { BUILDS } from '../sandbox/jira/builds/builds.ts';
import { DEPLOYMENTS } from '../sandbox/jira/deployments/deployments.ts';
import { FEATURE_FLAGS } from '../sandbox/jira/feature-flags/feature-flags.ts';
import { keyOf, type Provider, type ProviderEntity } from '../sandbox/jira/provider/provider.ts';
import { anyKeys, anyNumber, anyText, anyUrl, isTime, maybe, unsupported } from './support/arbitraries.ts';
import { build, deployment, featureFlag, shaOf } from './support/facts.ts';

const home = { id: 'abc-1', name: 'Project', url: 'https://h/p' };
const at = (keys: readonly string[]) => ({ id: 'some-id', issueKeys: keys, repository: home });

/** What is sent is JSON: undefined fields are gone. */
function sent(entity: EntityFacts, keys: readonly string[] = ['ABC-1'], id = 'some-id'): ProviderEntity {
  const { payload } = toJira(entity, { ...at(keys), id });
  return JSON.parse(JSON.stringify(withSequence(payload, 7))) as ProviderEntity;
}

const named = (...values: string[]) => ({ associationType: 'issueKeys', values });

describe('translation', () => {
  it('makes a build with its tests', () => {
    expect(sent(build(5, { tests: { total: 10, passed: 6, failed: 1 } }), ['ABC-6'])).toEqual({
      schemaVersion: '1.0',
      pipelineId: 'abc-1',
      buildNumber: 5,
      updateSequenceNumber: 7,
      displayName: 'Pipeline 5',
      description: 'Pipeline 5 of main',
      url: 'https://gitlab.example/group/project/-/pipelines/70005',
      state: 'successful',
      lastUpdated: '2026-03-01T00:05:00.000Z',
      associations: [named('ABC-6')],
      testInfo: { totalNumber: 10, numberPassed: 6, numberFailed: 1, numberSkipped: 3 },
      references: [
        {
          commit: { id: shaOf(5), repositoryUri: 'https://h/p' },
          ref: { name: 'main', uri: 'https://gitlab.example/group/project/-/tree/main' },
        },
      ],
    });
    expect(sent(build(5))).not.toHaveProperty('testInfo');
  });

  it('makes a deployment of commits', () => {
    expect(sent(deployment(5), ['ABC-6'])).toEqual({
      schemaVersion: '1.0',
      deploymentSequenceNumber: 5,
      updateSequenceNumber: 7,
      displayName: 'Deployment 5 (main@00000000) to production',
      description: 'main at 00000000 of Project, deployed to production',
      label: 'production-5-00000000',
      url: 'https://gitlab.example/group/project/-/jobs/5',
      state: 'successful',
      lastUpdated: '2026-04-01T00:05:00.000Z',
      pipeline: {
        id: 'abc-1',
        displayName: 'Project',
        url: 'https://gitlab.example/group/project/-/pipelines/70005',
      },
      environment: { id: '7', displayName: 'production', type: 'production' },
      associations: [
        named('ABC-6'),
        { associationType: 'commit', values: [{ commitHash: shaOf(5), repositoryId: 'abc-1' }] },
      ],
    });
  });

  it('gives a deployment that no pipeline or job made an address all the same', () => {
    const { url, pipeline } = sent(deployment(5, { pipeline: null, url: '' })) as Record<string, unknown>;
    expect([url, pipeline]).toMatchObject(['https://h/p', { url: 'https://h/p' }]);
  });

  it.each([
    [1, 600, 499],
    [500, 600, 0],
    [600, 10, 0],
    [490, 5, 5],
  ])('names %i issues of a deployment before %i commits, 500 things in all', (issues, commits, left) => {
    const keys = Array.from({ length: issues }, (_, index) => `ABC-${index}`);
    const shas = Array.from({ length: commits }, (_, index) => shaOf(index));
    const { payload, cuts } = toJira(deployment(1, { commits: shas }), at(keys));
    const [first, second] = 'associations' in payload ? payload.associations : [];
    expect(first).toEqual(named(...keys.slice(0, 500)));
    expect(second?.values ?? []).toEqual(
      shas.slice(0, left).map((commitHash) => ({ commitHash, repositoryId: 'abc-1' })),
    );
    expect(cuts > 0).toBe(issues > 500 || left < commits);
  });

  it('makes a feature flag with its environments', () => {
    const url = 'https://gitlab.example/group/project/-/feature_flags/1';
    const lastUpdated = '2026-05-01T00:00:00.000Z';
    const environments = [
      { name: 'production', type: 'production', active: true, percentage: 25, strategy: '25 % of users' },
      { name: 'review/*', type: 'unmapped', active: true, strategy: 'Users in a list' },
      { name: 'staging', type: 'staging', active: false, strategy: '' },
    ] as const;
    const flag = featureFlag('new-checkout', { environments });
    expect(sent(flag, ['ABC-1'], flag.id)).toEqual({
      schemaVersion: '1.0',
      id: `abc-1~${flag.id}`,
      key: 'new-checkout',
      displayName: 'new-checkout',
      updateSequenceId: 7,
      associations: [named('ABC-1')],
      summary: {
        url,
        lastUpdated,
        status: { enabled: true, rollout: { text: '25 % of users, Users in a list' } },
      },
      details: [
        {
          url,
          lastUpdated,
          environment: { name: 'production', type: 'production' },
          status: { enabled: true, rollout: { percentage: 25 } },
        },
        {
          url,
          lastUpdated,
          environment: { name: 'review/*' },
          status: { enabled: true, rollout: { text: 'Users in a list' } },
        },
        {
          url,
          lastUpdated,
          environment: { name: 'staging', type: 'staging' },
          status: { enabled: false },
        },
      ],
    });
  });

  it('says of a flag that is off that it is off everywhere, and has a line without environments', () => {
    const off = sent(featureFlag('x', { active: false }));
    expect(off['summary']).toMatchObject({ status: { enabled: false } });
    expect(off['details']).toMatchObject([{ status: { enabled: false } }]);
    expect(sent(featureFlag('x', { environments: [] }))['details']).toMatchObject([
      { environment: { name: 'All environments' }, status: { enabled: true } },
    ]);
  });
});

const anyState = fc.constantFrom('pending', 'in_progress', 'successful', 'failed', 'cancelled', 'unknown');
const anyType = fc.constantFrom('production', 'staging', 'testing', 'development', 'unmapped');
const anyBuild: fc.Arbitrary<BuildFacts> = fc.record({
  id: fc.nat(),
  iid: anyNumber,
  name: anyText,
  url: anyUrl,
  state: anyState,
  sha: anyText,
  commitUrl: anyUrl,
  ref: fc.record({ name: anyText, url: anyUrl }),
  tests: maybe(fc.record({ total: anyNumber, passed: anyNumber, failed: anyNumber })),
  createdAt: anyNumber,
  updatedAt: anyNumber,
});
const anyDeployment: fc.Arbitrary<DeploymentFacts> = fc.record({
  id: fc.nat(),
  iid: anyNumber,
  url: anyUrl,
  state: anyState,
  environment: fc.record({ id: anyNumber, name: anyText, type: anyType }),
  pipeline: fc.option(fc.record({ id: fc.nat(), name: anyText, url: anyUrl })),
  ref: anyText,
  sha: anyText,
  commits: fc.array(anyText, { maxLength: 600 }),
  createdAt: anyNumber,
  updatedAt: anyNumber,
});
const anyFlag: fc.Arbitrary<FeatureFlagFacts> = fc.record({
  name: anyText,
  description: anyText,
  url: anyUrl,
  active: fc.boolean(),
  environments: fc.array(
    fc.record({
      name: anyText,
      type: anyType,
      active: fc.boolean(),
      percentage: maybe(anyNumber),
      strategy: anyText,
    }),
    { maxLength: 5 },
  ),
  createdAt: anyNumber,
  updatedAt: anyNumber,
});

type Case = { kind: EntityKind; provider: Provider; any: fc.Arbitrary<ReadEntity['facts']> };
const cases: Case[] = [
  { kind: 'build', provider: BUILDS, any: anyBuild },
  { kind: 'deployment', provider: DEPLOYMENTS, any: anyDeployment },
  { kind: 'feature_flag', provider: FEATURE_FLAGS, any: anyFlag },
];

function expectValid({ kind, provider, any }: Case, schema: object): void {
  const isWeb = /^https?:\/\/[^\s]+$/;
  const formats = {
    'jira-time': isTime,
    'date-time': isTime,
    'web-address': isWeb,
    uri: isWeb,
    int64: true as const,
  };
  const validate = new Ajv({ strict: false, formats: { ...formats, URL: isWeb } }).compile(schema);
  fc.assert(
    fc.property(any, anyKeys, anyText, (facts, keys, id) => {
      // The kind says which facts they are: they are drawn together.
      const entity = { kind, facts } as EntityFacts;
      const made = sent(entity, keys, id);
      const request = { [provider.list]: [made] };
      if (!validate(request)) throw new Error(JSON.stringify(validate.errors));
      expect(JSON.stringify(request)).not.toMatch(/\\u(?:d[89a-f]|00)/);
      expect(unsupported.test(JSON.stringify(request))).toBe(false);
      const values = (made.associations ?? []).flatMap((association) => association.values);
      expect(values.length).toBeLessThanOrEqual(500);
      // What is deleted later is what was sent.
      expect(providedKey(keyFactsOf({ kind, id, facts }), home.id)).toBe(keyOf(provider, made));
    }),
    { numRuns: 300 },
  );
}

describe.each(cases)('any facts of a $kind', (one) => {
  it('make a payload that the documented rules allow, with the key by which it is deleted', () => {
    expectValid(one, one.provider.schema);
  });

  it('make a payload that the shared schema allows', () => {
    const file = new URL(`../../../shared/specs/jira/${one.provider.publishedSchema}`, import.meta.url);
    if (!existsSync(file)) {
      process.stdout.write(`skipped: schema of ${one.provider.list}, ../shared is not here\n`);
      return;
    }
    expectValid(one, JSON.parse(readFileSync(file, 'utf8')) as object);
  });
});
