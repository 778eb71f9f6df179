import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GitlabClient } from '../../src/gitlab/gitlab-client.ts';
import { readFlags } from '../../src/sync/ci/live/feature-flags-changed.ts';
import { openLive } from '../../src/sync/live/open-live.ts';
import { refreshRepository } from '../../src/sync/refresh/refresh-repository.ts';
import { keysOf, link, rowsOf, settle, shop, startTeam, type Team } from './support.ts';

describe('feature flags', () => {
  let team: Team;
  beforeEach(async () => {
    team = await startTeam();
  });
  afterEach(() => team.app.close());

  it('are read with their environments, followed when switched, and go when they are deleted', async () => {
    const { project, app } = team;
    const { world } = app.gitlab;
    const cart = world.addFeatureFlag(project, {
      name: 'cart',
      description: 'The new cart (ABC-1)',
      strategies: [
        { name: 'flexibleRollout', parameters: { rollout: '25' }, scopes: ['production', 'qa'] },
        { name: 'userWithId', parameters: { userIds: 'a' }, scopes: ['production'] },
      ],
    });
    world.addFeatureFlag(project, { name: 'ABC-2-search' });
    world.addFeatureFlag(project, { name: 'unnamed' });
    await link(team);
    expect(await keysOf(team, 'feature_flag')).toEqual({ cart: ['ABC-1'], 'ABC-2-search': ['ABC-2'] });
    const facts = async () =>
      (await rowsOf(team, 'feature_flag')).find((row) => row.facts['name'] === 'cart')?.facts;
    expect(await facts()).toMatchObject({
      active: true,
      url: expect.stringMatching(/\/acme\/shop\/-\/feature_flags$/),
      environments: [
        {
          name: 'production',
          type: 'production',
          active: true,
          percentage: 25,
          strategy: '25 % of users, Named users',
        },
        { name: 'qa', type: 'testing', percentage: 25 },
      ],
    });

    world.updateFeatureFlag(cart, { active: false });
    await settle(team);
    expect(await facts()).toMatchObject({ active: false });

    // Nobody is told of this, and its `updated_at` stays.
    app.advance(60_000);
    world.updateFeatureFlag(cart, { strategies: [{ name: 'default', scopes: ['*'] }] });
    const { tenantId, id: repositoryId } = await shop(team);
    await refreshRepository(app.ctx, { tenantId, repositoryId, mode: 'soft' });
    await app.drain();
    expect(await facts()).toMatchObject({ environments: [{ name: '*', strategy: 'All users' }] });

    app.advance(60_000);
    world.deleteFeatureFlag(cart);
    await refreshRepository(app.ctx, { tenantId, repositoryId, mode: 'soft' });
    await app.drain();
    expect(await keysOf(team, 'feature_flag')).toEqual({ 'ABC-2-search': ['ABC-2'] });
  });

  it('that a refresh has found while an event was looked at are not removed by it', async () => {
    const { project, app } = team;
    const { world } = app.gitlab;
    world.addFeatureFlag(project, { name: 'ABC-1-cart' });
    await link(team);
    const { tenantId, id: repositoryId } = await shop(team);
    const live = await openLive(app.ctx, { tenantId, repositoryId });
    if (live === undefined) throw new Error('nothing to read');
    const gitlab: GitlabClient = {
      ...live.gitlab,
      async featureFlags(query) {
        const page = await live.gitlab.featureFlags(query);
        world.addFeatureFlag(project, { name: 'ABC-3-new' });
        await refreshRepository(app.ctx, { tenantId, repositoryId, mode: 'soft' });
        await app.drain();
        return page;
      },
    };
    await readFlags(app.ctx, { ...live, gitlab });
    expect(Object.keys(await keysOf(team, 'feature_flag')).sort()).toEqual(['ABC-1-cart', 'ABC-3-new']);
  });
});
