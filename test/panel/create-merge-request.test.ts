import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { unescapeHtml, wordsOf, type Page } from '../support/visitor.ts';
import { letAct, startMaking, type Making } from './support/making.ts';

let making: Making;

beforeAll(async () => {
  making = await startMaking();
  const { world } = making.app.gitlab;
  world.push(making.project, 'ABC-7-old', [{ message: 'Old', committedAt: making.app.clock.now() - 60_000 }]);
  world.push(making.project, 'ABC-7-new', [{ message: 'New' }]);
  await making.app.drain();
});
afterEach(() => making.app.gitlab.faults.clear());
afterAll(() => making.app.close());

const get = (path: string, accountId = making.site.memberId) => making.site.ask({ path, accountId });
const repository = () => making.repositories.get('acme/engine') ?? '';
const create = (fields: Record<string, string> = {}, accountId = making.site.memberId) =>
  making.site.ask({
    path: '/merge-requests',
    accountId,
    fields: {
      ...{ issueKey: 'ABC-7', repository: repository(), source: 'ABC-7-new', target: 'main' },
      ...{ subject: 'ABC-7 Fix <it>', ...fields },
    },
  });
const fieldOf = ({ text }: Page, id: string) =>
  unescapeHtml(new RegExp(`id="${id}"[^>]*\\svalue="([^"]*)"`).exec(text)?.[1] ?? '');
const open = () => [...making.project.mergeRequests.all()].filter(({ state }) => state === 'opened');

describe('the form "Create merge request"', () => {
  it("suggests the issue's repository, its newest branch, the default branch and a title", async () => {
    const page = await get('/merge-requests/new?issueKey=ABC-7');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('Has ABC-7');
    expect(fieldOf(page, 'source-branch')).toBe('ABC-7-new');
    expect(page.text).toMatch(/<option value="ABC-7-new">[^]*<option value="ABC-7-old">/);
    expect(fieldOf(page, 'target-branch')).toBe('main');
    expect(fieldOf(page, 'subject')).toBe('ABC-7 Fix <b>the</b> login 🚒 page');
  });

  it('leads to a page of GitLab with everything filled in, where nobody may create it here', async () => {
    const { text } = await create({ draft: 'true' }, making.site.adminId);
    const address = /href="([^"]*merge_requests\/new[^"]*)"/.exec(unescapeHtml(text))?.[1] ?? '';
    const query = new URL(address).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      'merge_request[source_branch]': 'ABC-7-new',
      'merge_request[target_branch]': 'main',
      'merge_request[title]': 'Draft: ABC-7 Fix <it>',
    });
    expect(open()).toHaveLength(0);
  });
});

describe('a merge request', () => {
  it('is created once as the person, as a draft, and is on the issue at once', async () => {
    await letAct(making, { username: 'joe' });
    const both = await Promise.all([create({ draft: 'true' }), create({ draft: 'true' })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.map((page) => wordsOf(page)).join(' ')).toMatch(/!1 ABC-7 Fix <it>/);
    expect(open()).toMatchObject([{ title: 'Draft: ABC-7 Fix <it>', author: { username: 'joe' } }]);
    expect(wordsOf(await create())).toContain('A merge request for these branches is open already');
    await making.app.drain();
    expect((await get('/issue?issueKey=ABC-7')).text).toContain('ABC-7 Fix &lt;it&gt;');
  });

  it.each([
    [{ target: 'ABC-7-new' }, 'Choose two different branches.'],
    [{ subject: '' }, 'Enter a title.'],
    [{ subject: `ABC-7 ${'🚒'.repeat(260)}` }, 'Use at most 255 characters.'],
    [{ subject: 'Fix it', source: 'release/1' }, 'Write ABC-7 in the title'],
    [{ subject: 'ABC-70 Fix it', source: 'release/1' }, 'Write ABC-7 in the title'],
    [{ subject: 'abc-7 Fix it', source: 'release/1' }, 'Write ABC-7 in the title'],
    [{ source: 'a b' }, 'Git takes no spaces'],
    [{ source: 'ABC-7-gone' }, 'Source branch "ABC-7-gone" does not exist'],
  ])('with %j is refused in words', async (fields: Record<string, string>, words) => {
    const page = await create(fields);
    expect([page.status, wordsOf(page)]).toEqual([422, expect.stringContaining(words)]);
  });

  it('is refused in words where GitLab does not answer', async () => {
    making.app.gitlab.faults.add({ match: 'project.merge_requests.add', status: 502 });
    expect(wordsOf(await create({ source: 'ABC-7-old' }))).toContain('GitLab could not be asked.');
  });
});
