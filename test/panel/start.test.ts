import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsOf } from '../support/visitor.ts';
import { startMaking, type Making } from './support/making.ts';

let making: Making;

beforeAll(async () => {
  making = await startMaking();
});
afterAll(() => making.app.close());

const start = (issueKey?: string, accountId = making.site.memberId) => {
  const query = issueKey === undefined ? '' : `?${new URLSearchParams({ issueKey }).toString()}`;
  return making.site.ask({ path: `/start${query}`, accountId });
};

describe('where somebody begins who comes from no issue', () => {
  it('asks for an issue, and offers what the person may open', async () => {
    const page = await start();
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('shows on each issue what GitLab has of it');
    expect(page.text).toContain('hx-get="/identity"');
    expect(page.text).toContain('hx-get="/smart-commits/mine"');
    expect(page.text).not.toContain('hx-get="/accounts"');
    expect((await start(undefined, making.site.adminId)).text).toContain('hx-get="/accounts"');
  });

  it.each(['ABC-7', ' abc-7 '])('leads from %j to the form of that issue', async (typed) => {
    const page = await start(typed);
    expect([page.status, wordsOf(page)]).toEqual([200, expect.stringContaining('Create a branch for ABC-7')]);
    expect(wordsOf(page)).toContain('acme/engine');
  });

  it.each([
    ['', 'Enter the key of an issue'],
    ['<b>fix it</b>', 'Enter the key of an issue'],
    ['NO-404', 'This issue is not there, or you may not see it'],
    ['ABC-8', 'This issue is not there, or you may not see it'],
  ])('says in the form why %j leads nowhere', async (typed, words) => {
    making.site.site.createIssue({ key: 'ABC-8', summary: 'Secret' });
    making.site.site.hideIssue('ABC-8', making.site.memberId);
    const page = await start(typed);
    expect([page.status, wordsOf(page)]).toEqual([422, expect.stringContaining(words)]);
    expect(page.text).toMatch(/id="start-issue"[^>]*aria-invalid="true"/);
    expect(page.text).not.toContain('<b>fix');
  });
});
