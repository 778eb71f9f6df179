import { describe, expect, it } from '@jest/globals';
import type { DeploymentFacts } from '../../src/dev-info/entity.ts';
import { inPlainEnglish } from '../../src/lib/words/speak.ts';
import { deployedView } from '../../src/panel/deployed/deployed.page.ts';
import { deployment } from '../dev-info/support/facts.ts';

type Environment = DeploymentFacts['environment'];

const repositories = new Map([['r', { name: 'engine' }]]);
const of = (type: Environment['type'], state: DeploymentFacts['state'], updatedAt: number) => {
  const entity = deployment(updatedAt, { state, updatedAt, environment: { id: 1, name: type, type } });
  if (entity.kind !== 'deployment') throw new Error('no deployment');
  return { repositoryId: 'r', facts: entity.facts };
};
const seen = (...deployments: ReturnType<typeof of>[]) => {
  const view = deployedView(deployments, repositories);
  return {
    summary: view && inPlainEnglish(view.summary),
    steps: view?.stages.map(({ name, state, isReached }) => [
      inPlainEnglish(name),
      inPlainEnglish(state.label),
      isReached,
    ]),
  };
};

describe('how far an issue is deployed', () => {
  it('is nothing to show where it was never deployed', () => {
    expect(deployedView([], repositories)).toBeUndefined();
  });

  it('is told from development to production, steps that were left out too', () => {
    expect(seen(of('staging', 'successful', 2), of('development', 'successful', 1))).toEqual({
      summary: 'Deployed as far as: Staging. Not in production yet.',
      steps: [
        ['Development', 'Deployed', true],
        ['Testing', 'Not yet', false],
        ['Staging', 'Deployed', true],
        ['Production', 'Not yet', false],
      ],
    });
  });

  it('counts what is there while a newer try fails or runs', () => {
    const { summary, steps } = seen(of('production', 'successful', 1), of('production', 'failed', 2));
    expect([summary, steps?.at(-1)]).toEqual(['In production.', ['Production', 'Failed', true]]);
    const failed = deployedView(
      [of('production', 'failed', 2), of('production', 'successful', 1)],
      repositories,
    )?.stages.at(-1);
    expect(failed).toMatchObject({ before: { iso: new Date(1).toISOString() }, look: 'danger' });
  });

  it('leaves aside a try that somebody ended', () => {
    expect(seen(of('production', 'successful', 1), of('production', 'cancelled', 2)).steps?.at(-1)).toEqual([
      'Production',
      'Deployed',
      true,
    ]);
  });

  it('takes environments of no known type for no step', () => {
    expect(seen(of('unmapped', 'successful', 1))).toMatchObject({
      summary: expect.stringMatching(/^Deployed to an environment of no known type\. An admin can say/),
      steps: expect.arrayContaining([['Other', 'Deployed', true]]),
    });
    expect(seen(of('unmapped', 'failed', 1)).summary).toBe('Not successfully deployed yet.');
    expect(seen(of('unmapped', 'successful', 1), of('testing', 'successful', 2)).summary).toBe(
      'Deployed as far as: Testing. Not in production yet.',
    );
  });

  it('links to no address but a web address', () => {
    const bad = of('production', 'successful', 1);
    const view = deployedView(
      [{ ...bad, facts: { ...bad.facts, url: 'javascript:alert(1)' } }],
      repositories,
    );
    expect(view?.stages.at(-1)).toMatchObject({ url: undefined, environment: 'production' });
  });
});
