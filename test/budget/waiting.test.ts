import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account } from '../../src/account/account.ts';
import { tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { itWhere } from '../support/site/it-where.ts';
import { repositoryNamed } from '../sync/support.ts';

const minute = 60_000;

describe('the page of what waits', () => {
  let app: TestApp;
  let site: InstalledTenant;
  const start = async (options: TestAppOptions = {}) => {
    app = await startTestApp({ ...options, env: { CHANGED_FILES: 'off', ...options.env } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
  };
  const addProjects = (count: number, commits: number) => {
    const { world } = app.gitlab;
    for (let number = 1; number <= count; number += 1) {
      const project = world.addProject({ path: `project-${number}`, namespace: world.namespace('acme') });
      world.loadHistory(project, makeHistory({ name: `p${number}`, seed: number, commits }));
    }
  };
  const link = () => linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  const page = async ({ id }: Pick<Account, 'id'>) => {
    const { status, text } = await site.ask({ path: `/accounts/${id}/waiting` });
    expect(status).toBe(200);
    return text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  };
  beforeEach(() => start());
  afterEach(() => app.close());

  it('says so where nothing does, and is one click from the account', async () => {
    addProjects(1, 10);
    const account = await link();
    await app.drain();
    expect(await page(account)).toContain('Nothing waits');
    const shown = await site.ask({ path: `/accounts/${account.id}` });
    expect(shown.text).toContain(`hx-get="/accounts/${account.id}/waiting"`);
  });

  it('names the user whose requests are used up, what reads, and until when', async () => {
    await app.close();
    await start({ gitlab: { rateLimit: 30 } });
    addProjects(8, 1_500);
    const account = await link();
    await app.drain();
    const text = await page(account);
    expect(text).toContain('Imports and full refreshes that are read as @ada GitLab');
    expect(text).toMatch(/kept for live changes/);
    expect(text).toMatch(/Reading of [1-6] repositor(y|ies) GitLab/);
    expect(text).toMatch(/Import or refresh of \d repositor(y|ies) Its turn/);
    const nextMinute = Math.ceil((app.clock.now() + 1) / minute) * minute;
    const shown = await site.ask({ path: `/accounts/${account.id}/waiting` });
    expect(shown.text).toContain(`datetime="${new Date(nextMinute).toISOString()}"`);
  });

  it('names an endpoint that GitLab limits, and a GitLab that does not answer', async () => {
    addProjects(2, 10);
    const body = { message: { error: 'This endpoint has been requested too many times. Try again later.' } };
    const limit = { status: 429, headers: { 'retry-after': '300' }, body };
    const isCommits = ({ path }: { path: string }) => path.endsWith('/repository/commits');
    app.gitlab.faults.add({ match: isCommits, ...limit, times: 1 });
    app.gitlab.faults.add({ match: ({ path }) => path.endsWith('/repository/branches'), status: 502 });
    const account = await link();
    await app.drain();
    expect(await page(account)).toContain('Reading of 2 repositories GitLab');
    expect(await page(account)).toContain('(502)');
    app.gitlab.faults.clear();
    app.gitlab.faults.add({ match: isCommits, ...limit, times: 1 });
    app.advance(minute);
    await app.drain();
    expect(await page(account)).toContain('Requests for GET projects/:id/repository/commits as @ada GitLab');
  });

  it('leaves out a repository that was switched off meanwhile', async () => {
    addProjects(2, 10);
    app.gitlab.faults.add({ match: 'project.branches', status: 503 });
    const account = await link();
    await app.drain();
    expect(await page(account)).toContain('Reading of 2 repositories GitLab');
    const { id } = await repositoryNamed(app, site.tenant.id, 'project-1');
    await site.ask({ path: `/repositories/${id}/enabled`, fields: {} });
    expect(await page(account)).toContain('Reading of 1 repository GitLab');
    app.gitlab.faults.clear();
    app.advance(60 * minute);
    await app.drain();
    expect(await page(account)).toContain('Nothing waits');
  });

  itWhere('development')(
    'says what Jira does not take, in which lane, and what only a person can mend',
    async () => {
      addProjects(1, 20);
      app.jira.faults.add({ match: 'devinfo.bulk', ...tooManyRequests('jira-quota-tenant-based', 900) });
      const account = await link();
      await app.drain();
      app.advance(10_000);
      await app.drain();
      const text = await page(account);
      expect(text).toMatch(
        /Imports and refreshes: branches, commits and merge requests \(\d+ of this account are unsent\) Jira/,
      );
      expect(text).toContain('Waiting for Jira until');
      app.jira.faults.clear();
      app.jira.faults.add({ match: 'devinfo.bulk', status: 403 });
      app.advance(16 * minute);
      await app.drain();
      expect(await page(account)).toContain('A Jira administrator');
      app.jira.faults.clear();
      app.advance(61 * minute);
      await app.drain();
      expect(await page(account)).toContain('Nothing waits');
    },
  );
});
