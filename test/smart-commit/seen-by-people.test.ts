import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRunningApp, type RunningApp } from './run/running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startRunningApp();
  const { site, account } = running;
  await site.ask({
    path: `/accounts/${account.id}/smart-commits`,
    fields: { runner: 'app', commentOnFailure: 'true' },
  });
});
afterAll(() => running.close());

const panel = async (issueKey: string, accountId: string) => {
  const { text } = await running.site.ask({ path: `/issue?issueKey=${issueKey}`, accountId });
  return text.slice(text.indexOf('id="smart-commits"')).replace(/<[^>]*>|\s+/g, ' ');
};
const mine = (accountId: string) => running.site.ask({ path: '/smart-commits/mine', accountId });

describe('what a commit did and did not do', () => {
  it('stands on the issue, in a comment of the app and on the page of its author', async () => {
    const { jane, site } = running;
    const key = running.newIssue();
    await running.run(`${key} #comment It works #time soon #vanish Away`);
    // Whatever else the commit asks for may still be on its way.
    running.app.advance(60_000);
    await running.app.drain();

    const shown = await panel(key, site.memberId);
    expect(shown).toMatch(/Commented +Done .*Log work +Failed .*no duration .*Vanish +Failed /s);
    const [own, told, ...more] = running.issue(key).comments;
    expect([own?.text, own?.author]).toEqual(['It works', jane.accountId]);
    expect(told?.text).toMatch(/#time — .*no duration.*#vanish — /s);
    expect(told?.author).not.toBe(jane.accountId);
    expect(more).toEqual([]);

    const { text } = await mine(jane.accountId);
    expect(text).toMatch(/#comment It works[^]*>Done<[^]*#time soon[^]*>Failed<[^]*#vanish Away[^]*>Failed</);
    expect((await mine(site.memberId)).text).not.toContain('#vanish');
  });

  it('is told where nobody in Jira is its author', async () => {
    const key = running.newIssue();
    await running.run({
      message: `${key} #comment Hello`,
      authorName: 'Sam',
      authorEmail: 'sam@nowhere.example',
    });
    await running.app.drain();
    const [told, ...more] = running.issue(key).comments;
    expect(told?.text).toMatch(/#comment — .*My GitLab identity/s);
    expect(told?.text).not.toMatch(/Sam|Hello|https?:/);
    expect(more).toEqual([]);
    expect(told?.text).not.toContain('nowhere.example');
    expect(await panel(key, running.site.memberId)).not.toContain('nowhere.example');
  });
});
