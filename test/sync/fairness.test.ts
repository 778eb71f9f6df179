import { describe, expect, it } from '@jest/globals';
import type { SandboxRequest } from '../sandbox/gitlab/http/exchange.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { noRefresh, startTestApp } from '../support/app.ts';
import { installTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';

/** Development information, or a link of an issue. */
const tells = ['devinfo.bulk', 'remotelink.put'];

describe('a small import beside a huge one of another site', () => {
  it('is read and sent long before the huge one is over', async () => {
    // The hour passes while this goes on: a refresh of the small one would come behind the huge import.
    const app = await startTestApp({ env: { CHANGED_FILES: 'off', ...noRefresh } });
    const { world } = app.gitlab;
    const ada = world.addUser({ username: 'ada' });
    for (const path of ['huge', 'small']) world.addMember(world.addGroup({ path }), ada, 50);
    for (let n = 1; n <= 8; n += 1) {
      const project = world.addProject({ path: `huge-${n}`, namespace: world.namespace('huge') });
      world.loadHistory(project, makeHistory({ name: `huge-${n}`, seed: n, commits: 1_500, branches: 10 }));
    }
    const small = world.addProject({ path: 'one', namespace: world.namespace('small') });
    world.loadHistory(small, makeHistory());

    // One worker that does one thing after the other, and a GitLab that takes three seconds for each answer.
    let asked = 0;
    const isOfSmall = ({ path, body }: SandboxRequest) =>
      path.includes(`/projects/${small.id}/`) || body.includes('small/one');
    let lastOfSmall = 0;
    app.gitlab.faults.add({
      match: (request) => {
        app.advance(3_000);
        asked += 1;
        if (isOfSmall(request)) lastOfSmall = asked;
        return false;
      },
    });
    let sentAfter = 0;
    const sites = [app.jira, await app.jira.addSite()];
    app.jira.faults.add({
      match: ({ endpoint, site }) => {
        if (tells.includes(endpoint) && site === sites[1]?.url) sentAfter = asked;
        return false;
      },
    });
    for (const [index, namespace] of ['huge', 'small'].entries()) {
      await linkAccount(app, await installTenant(app, sites[index]), { namespace, username: 'ada' });
    }
    asked = 0;
    await app.drain();
    app.advance(5_000);
    await app.drain();
    expect(asked).toBeGreaterThan(140);
    expect(lastOfSmall).toBeGreaterThan(0);
    expect(lastOfSmall).toBeLessThan(asked * 0.7);
    expect(sentAfter).toBeGreaterThanOrEqual(lastOfSmall);
    expect(sentAfter).toBeLessThan(asked * 0.8);
    await app.close();
  }, 120_000);
});
