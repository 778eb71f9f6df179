import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { putMapping } from '../../src/identity/authors/mapping.store.ts';
import type { JiraUser } from '../sandbox/jira/cloud/site.ts';
import { wordsOf } from '../support/visitor.ts';
import { startRunningApp, type RunningApp } from './run/running-app.ts';

type Form = { message: string; authorEmail?: string; issueKey?: string; hostUrl?: string };

let running: RunningApp;
let jane: JiraUser;
let key: string;
beforeAll(async () => {
  running = await startRunningApp();
  ({ jane } = running);
});
afterAll(() => running.close());
beforeEach(() => {
  key = running.newIssue();
});

const jira = () => running.app.jira;
const email = 'jane@example.com';
/** What the page says of a line. */
const tried = async (fields: Form) => {
  const { status, text } = await running.site.ask({ path: '/smart-commits/try', fields });
  expect(status).toBe(200);
  return wordsOf({ text: text.slice(text.indexOf('id="try-result"')) });
};
const asJane = (message: string, more: Partial<Form> = {}) => tried({ message, authorEmail: email, ...more });

const writes = ['issue.comment.add', 'issue.worklog.add', 'issue.transition'];

describe('a line that is tried', () => {
  it('is read, with what is wrong in it, and nobody is asked', async () => {
    const before = jira().requests.total;
    const words = await tried({
      message: `${key}, RUN-2 #comment Fixed #time 2w 3h so far #close-issue #time soon #comment\n${key} #comment no`,
    });
    for (const said of [
      '#comment Fixed RUN',
      `${key}, RUN-2 Comment "Fixed"`,
      'Time 2w 3h, comment "so far"',
      'Transition "close-issue"',
      'Error No time in "soon": begin with a duration, as in #time 1h 30m',
      'Error Comment without text: write one after #comment',
    ])
      expect(words).toContain(said);
    expect(words).not.toContain('Would');
    expect(words).not.toContain('no"');
    // Whether the person who looks administers Jira is asked each time.
    expect(jira().requests.total - before).toBeLessThanOrEqual(2);
  });

  it('that asks nothing is said to', async () => {
    expect(await tried({ message: 'run-1 #comment x' })).toContain(
      'No command: no issue key that could carry one.',
    );
    expect(await tried({ message: `${key} fixed` })).toContain(`No command for ${key}.`);
    expect(await tried({ message: `\n${key} #comment x` })).toContain('The first line is empty');
  });

  it('shows text as text', async () => {
    const { text } = await running.site.ask({
      path: '/smart-commits/try',
      fields: { message: `${key} #comment <b>x</b>`, authorEmail: '"><i>', issueKey: '<u>' },
    });
    expect(text).not.toMatch(/<b>x|<i>|<u>/);
  });
});

describe('a line that is tried on an issue', () => {
  it('says as whom it would run, what it would do, and writes nothing', async () => {
    const counts = () => writes.map((endpoint) => jira().requests.counts[endpoint] ?? 0);
    const before = counts();
    const words = await asJane(`${key} #comment Fixed #time 1h #close Done with it`);
    expect(words).toContain('It would run as Jane Doe , the only active Jira user with this address.');
    expect(words).toContain('Would run Jane Doe comments.');
    expect(words).toContain('Would run Jane Doe logs work.');
    expect(words).toContain(
      'Would run “Close issue”: from “To Do” to “Done”. The comment is added after it.',
    );
    expect(counts()).toEqual(before);
    const { comments, worklogs, changelog, status } = running.issue(key);
    expect([comments, worklogs, changelog, status]).toEqual([[], [], [], 'To Do']);
    await running.app.drain();
    expect(await running.outcomes(key)).toEqual([]);
  });

  it('says the same as a real failure', async () => {
    const line = `${key} #deploy`;
    await running.run(line);
    const [outcome] = await running.outcomes(key);
    expect(outcome).toMatchObject({ state: 'failed', code: 'no_match' });
    expect(await asJane(line)).toContain(`Would fail ${outcome?.reason ?? 'nothing'}`);
  });

  it.each([
    ['a permission', '#comment x', 'ADD_COMMENTS'],
    ['leave to log work', '#time 1h', 'WORK_ON_ISSUES'],
    ['leave to move issues', '#close', 'TRANSITION_ISSUES'],
    ['a look at the issue', '#close', 'BROWSE_PROJECTS'],
  ])('says the same as a real failure where %s is missing', async (_what, command, permission) => {
    const { site } = running.site;
    site.forbid(jane.accountId, permission, 'RUN');
    try {
      await running.run(`${key} ${command}`);
      const [outcome] = await running.outcomes(key);
      expect(outcome?.state).toBe('failed');
      const [reason = 'nothing'] = (outcome?.reason ?? 'nothing').split(' Jira says: ');
      expect(await asJane(`${key} ${command}`)).toContain(`Would fail ${reason}`);
    } finally {
      site.allow(jane.accountId, permission, 'RUN');
    }
  });

  it('says where time is not tracked, and where a comment cannot follow', async () => {
    const { site } = running.site;
    site.setTimeTracking(false);
    site.forbid(jane.accountId, 'ADD_COMMENTS', 'RUN');
    const words = await asJane(`${key} #time 1h #close Ready`);
    site.setTimeTracking(true);
    site.allow(jane.accountId, 'ADD_COMMENTS', 'RUN');
    expect(words).toContain('Would fail Time tracking is switched off in Jira.');
    expect(words).toContain('to “Done”. But its comment would not be added. Jane Doe may not add comments');
  });

  it('is tried on the issue that is named, though the line has another', async () => {
    const words = await asJane(`${key} #reopen`, { issueKey: 'run-77' });
    expect(words).toContain('The line does not name RUN-77: it is looked at as if it did.');
    expect(words).toContain('On RUN-77 now');
    expect(words).toContain('Would fail No transition from “To Do” is called reopen.');
  });

  it('says who an author is by the list, and that nobody is found', async () => {
    const { tenant, memberId } = running.site;
    const mapping = { jiraAccountId: memberId, jiraName: 'Member', createdAt: running.app.clock.now() };
    await putMapping(running.app.ctx.db, { tenantId: tenant.id, email: 'bot@example.com', ...mapping });
    expect(await tried({ message: `${key} #comment x`, authorEmail: 'Bot@example.com' })).toContain(
      'whom the list “Authors of commits” names for this address.',
    );
    const nobody = await tried({ message: `${key} #comment x`, authorEmail: 'nobody@example.com' });
    expect(nobody).toContain('Nothing would run. Jira knows nobody by the e-mail address');
    expect(nobody).not.toContain('Would');
  });

  it('says so where Jira does not answer, and how the line is read', async () => {
    const remove = jira().faults.add({ match: 'issue.transitions', status: 503 });
    const words = await asJane(`${key} #close`);
    remove();
    expect(words).toContain('Transition "close"');
    expect(words).not.toContain('Would');
    expect(words).toContain('Jira is not available right now (503)');
  });

  it('asks Jira no more for many commands than for one of each', async () => {
    const before = jira().requests.total;
    await asJane(`${key} ${'#comment x #time 1h #close '.repeat(60)}`);
    expect(jira().requests.total - before).toBeLessThan(15);
  });
});

it('is for administrators, and begins with an empty form', async () => {
  const { text, status } = await running.site.ask({ path: '/smart-commits/try' });
  expect(status).toBe(200);
  expect(text).toContain('id="try-form"');
  expect(text).not.toContain('How it is read');
  const { memberId: accountId } = running.site;
  expect((await running.site.ask({ path: '/smart-commits/try', accountId })).status).toBe(403);
});
