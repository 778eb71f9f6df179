import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizeByToken } from '../../src/tenant/self-hosted/authorize-site.ts';
import { selfSigned } from '../account/support/self-signed.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installSelfHosted } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { signInByLink } from '../support/site/credentials-door.ts';
import { unescapeHtml } from '../support/visitor.ts';

const hour = 3_600_000;

type Fault = {
  readonly name: string;
  /** Makes it happen. @returns what mends it */
  readonly make: () => Promise<() => Promise<unknown>> | (() => Promise<unknown>);
  /** What the page of what waits says. */
  readonly words: RegExp;
};

/** What a self-hosted Jira does while something is sent to it. Nothing is lost, and the page says what it is. */
describe('a self-hosted Jira', () => {
  let app: TestApp;
  let site: Awaited<ReturnType<typeof installSelfHosted>>;
  let project: Project;
  let accountId: string;
  let pushes = 0;
  beforeAll(async () => {
    app = await startTestApp({ env: { CHANGED_FILES: 'off' } });
    site = await installSelfHosted(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    project = world.addProject({ path: 'one', namespace: world.namespace('acme') });
    world.push(project, 'ABC-1-feature', [{ message: 'work' }]);
    ({ id: accountId } = await linkAccount(app, site, { namespace: 'acme', username: 'ada' }));
    await app.drain();
  });
  afterAll(() => app.close());

  const shown = () => site.dataCenter.remoteLinks('ABC-2').length;
  const push = async () => {
    pushes += 1;
    app.gitlab.world.push(project, `ABC-2-push-${pushes}`, [{ message: 'work' }]);
    await app.drain();
  };
  /** By a link of the operator: while Jira is away nobody signs in through it. */
  const waiting = async () => {
    const { cookie } = await signInByLink(app, site.tenant);
    const page = await fetch(`${app.url}/accounts/${accountId}/waiting`, { headers: { cookie } });
    return unescapeHtml((await page.text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '));
  };
  const at = (baseUrl: string) =>
    app.ctx.db.run('update tenant set base_url = $2 where tenant_id = $1', [site.tenant.id, baseUrl]);
  const over = (fault: Parameters<typeof app.jira.faults.add>[0]) => {
    const end = app.jira.faults.add(fault);
    return async () => end();
  };
  const authorizeAgain = () =>
    authorizeByToken(app.ctx, site.tenant, site.dataCenter.createToken(site.serviceId));

  const faults: readonly Fault[] = [
    {
      name: 'shows a certificate that is not trusted',
      async make() {
        // What stands at its address by now: the proxy in front, with a certificate of its own making.
        const { url } = await app.jira.addDataCenter({ tls: selfSigned(), contextPath: '/jira' });
        await at(url);
        return () => at(site.tenant.baseUrl);
      },
      words: /certificate of 127\.0\.0\.1.*not trusted/,
    },
    {
      name: 'has deleted the application link',
      make() {
        const [link] = site.dataCenter.state.links.values();
        site.dataCenter.deleteLink(link?.clientId ?? '');
        return authorizeAgain;
      },
      words: /no longer accepts the authorization.*authorize-self-hosted.*nothing is lost/,
    },
    {
      name: 'has ended the personal access token',
      make() {
        site.dataCenter.state.personalTokens.clear();
        return authorizeAgain;
      },
      words: /no longer accepts the personal access token.*nothing is lost/,
    },
    {
      name: 'is upgraded for a day',
      make: () => over({ match: () => true, status: 503 }),
      words: /not available right now \(503\).*nothing is lost/,
    },
    {
      name: 'does not answer for a day',
      make: () => over({ match: () => true, dropConnection: true }),
      words: /broke the connection/,
    },
    {
      name: 'has a login page in front for a day',
      make: () =>
        over({ match: () => true, status: 302, headers: { Location: 'https://sso.example.com/login' } }),
      words: /leads elsewhere \(to sso\.example\.com\).*Nothing is lost/,
    },
  ];

  it.each(faults)('that $name loses nothing, and the page says what it is', async ({ make, words }) => {
    const before = shown();
    const mend = await make();
    for (let times = 0; times < 3; times += 1) {
      await push();
      app.advance(8 * hour);
      await app.drain();
    }
    expect(shown()).toBe(before);
    expect(await waiting()).toMatch(words);
    await mend();
    // What waits for the same moment comes back within a second after it.
    app.advance(hour + 1000);
    await app.drain();
    expect(shown()).toBe(before + 3);
    expect(await waiting()).toContain('Nothing waits');
  });
});
