import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordEntities } from '../../src/dev-info/ledger.store.ts';
import { branch, commit, deployment, mergeRequest } from '../dev-info/support/facts.ts';
import { seedCommand } from '../smart-commit/support/seed-commands.ts';
import { wordsOf } from '../support/visitor.ts';
import { startMaking, type Making } from './support/making.ts';

let making: Making;
let ledger: { readonly tenantId: string; readonly repositoryId: string };

/** All of it was done for ABC-7 and ABC-8, before they went to NEW. */
beforeAll(async () => {
  making = await startMaking();
  const { app, site, repositories } = making;
  ledger = { tenantId: site.tenant.id, repositoryId: repositories.get('acme/engine') ?? '' };
  const at = app.clock.now();
  await recordEntities(app.ctx.db, {
    ...{ ...ledger, now: at, lane: 'live' },
    entities: [
      { ...commit(1, { message: 'ABC-7 The first step' }), issueKeys: ['ABC-7'] },
      {
        ...commit(2, { message: 'ABC-7 MID-1 LAST-1 Named thrice' }),
        issueKeys: ['ABC-7', 'MID-1', 'LAST-1'],
      },
      branch('ABC-7-step'),
      { ...mergeRequest(3, { title: 'Moved along', createdAt: at }), issueKeys: ['ABC-7'] },
      { ...mergeRequest(4, { title: 'Stays behind', createdAt: at }), issueKeys: ['ABC-1'] },
      { ...mergeRequest(5, { title: 'Of no issue', createdAt: at }), issueKeys: ['ABC-999'] },
      deployment(6, { createdAt: at, updatedAt: at, ref: 'moved-ref' }, ['ABC-7']),
    ],
  });
  await seedCommand(app, ledger, { issueKey: 'ABC-7', state: 'done', argument: 'Said before' });
  site.site.moveIssue('ABC-7', 'MID-1');
  site.site.moveIssue('MID-1', 'LAST-1');
});
afterAll(() => making.app.close());

const ask = (path: string, accountId = making.site.memberId) => making.site.ask({ path, accountId });
const timesIn = (text: string, words: string) => text.split(words).length - 1;

describe('the panel of an issue that was moved, and moved again', () => {
  it.each(['LAST-1', 'MID-1', 'ABC-7'])(
    'asked for as %s has what names any of its keys, once',
    async (key) => {
      const page = await ask(`/issue?issueKey=${key}`);
      expect(page.status).toBe(200);
      const words = wordsOf(page);
      expect(words).toContain('GitLab development of LAST-1');
      for (const one of ['The first step', 'Named thrice', 'Moved along', 'Commented'])
        expect([one, timesIn(words, one)]).toEqual([one, 1]);
      expect(words).toMatch(/In production\..*ABC-7-step/);
      expect(words).not.toContain('Stays behind');
    },
  );

  it('is for those alone who may see it where it is now', async () => {
    const { accountId } = making.site.site.createUser({ displayName: 'Stayed', projects: ['ABC', 'MID'] });
    for (const key of ['LAST-1', 'ABC-7']) {
      const page = await ask(`/issue?issueKey=${key}`, accountId);
      expect([page.status, page.text.includes('The first step')]).toEqual([404, false]);
    }
  });

  it('leads to forms that know what it has under its former keys, and write the new one', async () => {
    const page = await ask('/merge-requests/new?issueKey=LAST-1');
    expect(wordsOf(page)).toContain('Has LAST-1');
    expect(page.text).toMatch(/id="source-branch"[^>]* value="ABC-7-step"/);
    expect(page.text).toMatch(/id="subject"[^>]* value="LAST-1 /);
  });

  it('of which Jira no longer tells the move has at least what names the key that it is asked for', async () => {
    const { site } = making.site;
    site.moveIssue('ABC-8', 'NEW-8');
    for (let time = 0; time < 60; time += 1)
      for (const status of ['Done', 'To Do']) site.setStatus('NEW-8', status);
    await seedCommand(making.app, ledger, { issueKey: 'ABC-8' });
    expect(wordsOf(await ask('/issue?issueKey=ABC-8'))).toContain('Commented');
  });
});

describe('the page of a project that an issue was moved out of', () => {
  const waiting = async (accountId?: string) => wordsOf(await ask('/project?projectKey=ABC', accountId));

  it('still shows what was made for it, to whom Jira shows it where it is now', async () => {
    const words = await waiting();
    expect(words).toMatch(/Moved along.*ABC-7/);
    expect(words).toContain('moved-ref');
    // One names an issue that was never there.
    expect(words).toContain('1 merge request of this page cannot be shown');
  });

  it.each([
    ['may not browse', 'BROWSE_PROJECTS'],
    ['may not view the development of', 'VIEW_DEV_TOOLS'],
  ])('and nothing of it to whoever %s its new project', async (_words, permission) => {
    const { site, memberId } = making.site;
    site.forbid(memberId, permission, 'LAST');
    const words = await waiting();
    site.allow(memberId, permission, 'LAST');
    expect(words).toContain('Stays behind');
    expect(words).toContain('2 merge requests of this page cannot be shown');
    expect(words).not.toMatch(/Moved along|moved-ref/);
  });

  it('is not shown where Jira does not say what the issue was called before', async () => {
    making.app.jira.faults.add({ match: 'issue.get', status: 500, times: 1 });
    expect((await ask('/project?projectKey=ABC')).status).toBe(503);
  });
});
