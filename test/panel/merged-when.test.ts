import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../sandbox/gitlab/world/model.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { finishImport } from '../support/linked-group.ts';

const weekMs = 7 * 86_400_000;

describe.each(['18.9.0', '13.12.0'])('a merge request that was merged weeks ago, in GitLab %s', (version) => {
  let app: TestApp;
  let site: InstalledTenant;
  let author: User;

  beforeEach(async () => {
    app = await startTestApp({ gitlab: { version } });
    site = await installTenant(app);
    const { world } = app.gitlab;
    const group = world.addGroup({ path: 'acme' });
    author = world.addUser({ username: 'jane' });
    world.addMember(group, author, 50);
    const project = world.addProject({ namespace: group, path: 'engine' });
    for (const branch of ['main', 'topic']) world.push(project, branch, [{ message: 'Work' }]);
    const row = world.openMergeRequest(project, { sourceBranch: 'topic', title: 'ABC-1 Topic', author });
    world.merge(row, { by: author });
    app.advance(5 * weekMs);
    // As a bot does that labels what is long over.
    world.updateMergeRequest(row, { description: 'Labelled' });
    await linkAccount(app, site, { namespace: 'acme', username: 'jane' });
    await finishImport(app);
  });
  afterEach(() => app.close());

  /** Of twelve weeks, how many before the current one something was merged. */
  const mergedWeeksAgo = async () => {
    const { text } = await site.ask({ path: '/project?projectKey=ABC', accountId: site.memberId });
    const chart = text.slice(text.indexOf('id="code-title"'), text.indexOf('id="code-table"'));
    const bars = [...chart.matchAll(/<title>(.*?)<\/title>/g)].map(([, title = '']) => title);
    return bars.flatMap((title, week) => (title.includes('merged') ? [bars.length - 1 - week] : []));
  };
  const fullRefresh = async () => {
    const [row] = await app.ctx.db.rows<{ id: string }>('select id from repository');
    await site.ask({ path: `/repositories/${row?.id}/full-refresh`, fields: {} });
    await finishImport(app);
  };

  it('counts in the week when it was merged, whatever was changed since', async () => {
    expect(await mergedWeeksAgo()).toEqual([5]);
  });

  it('moves there with the next full refresh where it was read before that was asked, and is not sent anew', async () => {
    const { db } = app.ctx;
    await db.run(`update entity set facts = (facts::jsonb - 'mergedAt')::json where kind = 'pull_request'`);
    await db.run(`update entity_key set ended_at = shown_at where kind = 'pull_request' and mark = 'merged'`);
    expect(await mergedWeeksAgo()).toEqual([0]);
    // To Jira Cloud, and to one that a company runs.
    const sent = () => [counts['devinfo.bulk'], counts['remotelink.put']];
    const { counts } = app.jira.requests;
    const before = sent();
    expect(before.some((count) => count !== undefined)).toBe(true);
    await fullRefresh();
    expect(await mergedWeeksAgo()).toEqual([5]);
    expect(sent()).toEqual(before);
  });
});
