import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { shownInJira } from '../support/in-jira.ts';
import { unescapeHtml, wordsOf, type Page } from '../support/visitor.ts';
import { letAct, startMaking, type Making } from './support/making.ts';

let making: Making;

beforeAll(async () => {
  making = await startMaking();
});
afterEach(async () => {
  making.app.gitlab.faults.clear();
  await post('/identity/unlink', { host: making.app.gitlab.url });
  await asAccount(false);
});
afterAll(() => making.app.close());

const get = (path: string, accountId = making.site.memberId) => making.site.ask({ path, accountId });
const post = (path: string, fields: Record<string, string>, accountId = making.site.memberId) =>
  making.site.ask({ path, fields, accountId });
const repository = () => making.repositories.get('acme/engine') ?? '';
const sources = () => `/branches/sources?issueKey=ABC-7&repository=${repository()}`;
const settings = (fields: Record<string, string>) =>
  making.site.ask({
    path: `/accounts/${making.account.id}/creating`,
    fields: { branchTemplate: '{key}-{summary}', mergeRequestTemplate: '{key} {summary}', ...fields },
  });
const asAccount = (on: boolean) => settings(on ? { createsAsAccount: 'true' } : {});
const create = (name: string, fields: Record<string, string> = {}) =>
  post('/branches', { issueKey: 'ABC-7', repository: repository(), source: 'main', name, ...fields });
const branches = () => [...making.project.repository.branches.keys()];
const fieldOf = ({ text }: Page, id: string) =>
  unescapeHtml(new RegExp(`id="${id}"[^>]*\\svalue="([^"]*)"`).exec(text)?.[1] ?? '');

describe('the form "Create branch"', () => {
  it('is reached from the panel, and suggests a name, the default branch, and how it is created', async () => {
    expect((await get('/issue?issueKey=ABC-7')).text).toContain('hx-get="/branches/new?issueKey=ABC-7"');
    const page = await get(`/branches/new?issueKey=ABC-7&repository=${repository()}`);
    expect(page.status).toBe(200);
    expect(fieldOf(page, 'branch-name')).toBe('ABC-7-fix-b-the-b-login-page');
    expect(fieldOf(page, 'branch-source')).toBe('main');
    expect(wordsOf(page)).toContain('GitLab’s own page opens with everything filled in.');
  });

  it('finds connected repositories by a part of name or path, and no other ones', async () => {
    const all = wordsOf(await get('/branches/new?issueKey=ABC-7'));
    for (const path of ['acme/engine', 'acme/app', 'acme/docs']) expect(all).toContain(path);
    const found = await get('/branches/repositories?issueKey=ABC-7&search=ENG');
    expect(wordsOf(found)).toContain('acme/engine');
    expect(wordsOf(found)).not.toContain('acme/app');
    // What is chosen in the form stays chosen and in sight; a field that comes twice counts once.
    expect(found.text).not.toContain('checked');
    const kept = await get(
      `/branches/repositories?issueKey=ABC-7&issueKey=ABC-7&search=docs&repository=${repository()}`,
    );
    expect(kept.text).toMatch(/acme\/engine[^]*acme\/docs/);
    expect(kept.text).toMatch(new RegExp(`value="${repository()}" checked`));
    const nothing = await get('/branches/repositories?issueKey=ABC-7&search=%25');
    expect(wordsOf(nothing)).toContain('No connected repository has this');
    await making.app.ctx.db.run('update repository set enabled = false where path = $1', ['acme/docs']);
    expect(wordsOf(await get('/branches/new?issueKey=ABC-7'))).not.toContain('acme/docs');
    const docs = making.repositories.get('acme/docs') ?? '';
    expect((await create('ABC-7', { repository: docs })).status).toBe(404);
  });

  it('keeps a name that a person wrote when they choose another repository', async () => {
    const place = (name: string) =>
      get(`/branches/place?issueKey=ABC-7&repository=${repository()}&name=${encodeURIComponent(name)}`);
    expect(fieldOf(await place('ABC-7-mine'), 'branch-name')).toBe('ABC-7-mine');
    expect(fieldOf(await place('ABC-7-fix-b-the-b-login-page'), 'branch-name')).toBe(
      'ABC-7-fix-b-the-b-login-page',
    );
  });

  it('is not for who may not see the issue, nor with repositories of another site', async () => {
    making.site.site.hideIssue('ABC-7', making.site.adminId);
    expect((await get('/branches/new?issueKey=ABC-7', making.site.adminId)).status).toBe(404);
    const stolen = {
      path: '/branches',
      fields: { issueKey: 'ABC-7', repository: repository(), source: 'main', name: 'ABC-7' },
    };
    expect((await making.other.ask(stolen)).status).toBe(404);
    expect((await making.other.ask({ path: sources() })).status).toBe(404);
  });
});

describe('a branch', () => {
  it('is created as the person who has allowed it, and is on the issue at once', async () => {
    expect((await letAct(making, { username: 'joe' })).url).toBe(making.site.identityUrl());
    const page = await get(`/branches/new?issueKey=ABC-7&repository=${repository()}`);
    expect(wordsOf(page)).toContain('It is created as you, @joe in GitLab.');
    const done = await create('ABC-7-by-joe', { source: 'release/1' });
    expect([done.status, wordsOf(done)]).toEqual([200, expect.stringContaining('The branch is created')]);
    expect(making.project.repository.branches.get('ABC-7-by-joe')).toBe(
      making.project.repository.branches.get('release/1'),
    );
    await making.app.drain();
    expect((await get('/issue?issueKey=ABC-7')).text).toContain('ABC-7-by-joe');
    expect(await shownInJira(making, 'ABC-7')).toHaveLength(1);
  });

  it('asked for twice is made once, and the second answer shows it', async () => {
    await letAct(making, { username: 'joe' });
    const both = await Promise.all([create('ABC-7-twice'), create('ABC-7-twice')]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.map((page) => wordsOf(page)).join(' ')).toMatch(/The branch is created/);
    expect(both.map((page) => wordsOf(page)).join(' ')).toMatch(/This branch is there already/);
  });

  it("is created as the account's user only where the admin lets everybody do that", async () => {
    expect(wordsOf(await create('ABC-7-hand'))).toContain(
      'GitLab’s own page opens with everything filled in',
    );
    expect(branches()).not.toContain('ABC-7-hand');
    await asAccount(true);
    const page = await get(`/branches/new?issueKey=ABC-7&repository=${repository()}`);
    expect(wordsOf(page)).toContain('It is created as @jane, who authorized the account.');
    await create('ABC-7-account');
    expect(branches()).toContain('ABC-7-account');
  });

  it('can always be made on a page of GitLab that has everything filled in', async () => {
    const { text } = await create('ABC-7-a&b', { source: 'release/1' });
    expect(unescapeHtml(text)).toContain(
      '/acme/engine/-/branches/new?branch_name=ABC-7-a%26b&ref=release%2F1"',
    );
  });

  it.each([
    ['ABC-7 x', 'Git takes no spaces'],
    ['', 'Enter a name'],
    ['fix-it', 'Write ABC-7 in the name'],
    ['ABC-70-other', 'Write ABC-7 in the name'],
    ['XABC-7-x', 'Write ABC-7 in the name'],
    ['BUG_ABC-7', 'Write ABC-7 in the name'],
    ['ABC-72fa', 'Write ABC-7 in the name'],
    ['abc-7-lower', 'Write ABC-7 in the name'],
    ['ABC-7..x', 'two dots'],
    [`ABC-7-${'x'.repeat(300)}`, 'too long'],
  ])('with the name "%s" is refused before GitLab is asked', async (name, words) => {
    await asAccount(true);
    const before = making.app.gitlab.counts['project.branches.add'] ?? 0;
    const page = await create(name);
    expect([page.status, wordsOf(page)]).toEqual([422, expect.stringContaining(words)]);
    expect(page.text).toMatch(/id="branch-name"[^>]*aria-invalid="true"/);
    expect(making.app.gitlab.counts['project.branches.add'] ?? 0).toBe(before);
  });
});

describe('a key in lower case', () => {
  it('will do where the account finds those too', async () => {
    await asAccount(true);
    const finds = (on: boolean) =>
      making.site.ask({
        path: `/accounts/${making.account.id}/settings/lower-case-keys`,
        fields: on ? { on: 'true' } : {},
      });
    await finds(true);
    expect(wordsOf(await create('abc-7-lower'))).toContain('The branch is created');
    await making.app.drain();
    expect((await get('/issue?issueKey=ABC-7')).text).toContain('abc-7-lower');
    await finds(false);
  });
});

describe('what GitLab refuses', () => {
  const refused = async (words: string, name = 'ABC-7-refused', source = 'main') => {
    const page = await create(name, { source });
    expect([page.status, wordsOf(page)]).toEqual([422, expect.stringContaining(words)]);
    // Nobody is stuck: the same can be done on GitLab's own page.
    expect(page.text).toContain('/-/branches/new?branch_name');
    expect(branches()).not.toContain(name);
  };

  it('is told in words: the role, protected names, a source that is not there, another branch in the way', async () => {
    await letAct(making, { username: 'joe' });
    making.app.gitlab.world.protectBranches(making.project, 'ABC-7-release*');
    await refused('You are not allowed to create protected branches', 'ABC-7-release-1');
    await refused('invalid reference name', 'ABC-7-x', 'gone');
    await refused('Failed to create branch', 'main/ABC-7');
    making.app.gitlab.world.archive(making.project);
    await refused('GitLab does not let @joe do that here');
    making.app.gitlab.world.archive(making.project, false);
  });

  it('is told where the person may not push', async () => {
    await letAct(making, { username: 'max' });
    await refused('GitLab does not let @max do that here. It takes the role Developer');
  });

  it('is told where the person has taken the access back in GitLab, and it can be allowed again', async () => {
    await letAct(making, { username: 'joe' });
    making.app.gitlab.world.revokeGrant(making.people.joe, making.application.application);
    await refused('GitLab no longer lets the app act as you');
    expect(wordsOf(await get('/identity'))).toContain('GitLab no longer takes what you allowed');
    await letAct(making, { username: 'joe' });
    await create('ABC-7-again');
    expect(branches()).toContain('ABC-7-again');
  });

  it.each([
    ['is down', { status: 503 }],
    ['cuts the connection', { dropConnection: true }],
    ['answers nonsense', { status: 200, body: '<html>' }],
  ] as const)('or does not answer is told: it %s', async (_name, fault) => {
    await letAct(making, { username: 'joe' });
    making.app.gitlab.faults.add({ match: 'project.branches.add', ...fault });
    await refused('GitLab could not be asked.');
  });

  it('by its limits is told', async () => {
    await letAct(making, { username: 'joe' });
    making.app.gitlab.faults.add({
      match: 'project.branches.add',
      status: 429,
      headers: { 'retry-after': '5' },
    });
    await refused('GitLab asks us to wait');
    making.app.advance(70_000);
  });
});

describe('branches to begin at', () => {
  it('are those that the one who creates sees, by a part of the name', async () => {
    const list = (query = '') => get(`${sources()}${query}`);
    expect((await list()).text.trim()).toBe('');
    await letAct(making, { username: 'joe' });
    expect((await list('&source=main')).text).toMatch(/value="main"[^]*value="release\/1"/);
    const some = (await list('&source=RELEASE')).text;
    expect(some).toContain('release/1');
    expect(some).not.toContain('value="main"');
  });

  it('are named to nobody who may not see the issue, even where everybody creates as the account', async () => {
    await asAccount(true);
    const form = await get(`/branches/new?issueKey=ABC-7&repository=${repository()}`);
    expect(unescapeHtml(form.text)).toContain(`hx-get="${sources()}"`);
    expect((await get(sources())).text).toContain('value="main"');
    const { accountId } = making.site.site.createUser({ displayName: 'Outsider', projects: [] });
    expect((await get(sources(), accountId)).status).toBe(404);
    expect((await get(`/branches/sources?repository=${repository()}`, accountId)).status).toBe(400);
  });
});

describe('how branches are called', () => {
  it('is set by the account, with an example, and never so that git would refuse it', async () => {
    const preview = (template: string) =>
      making.site.ask({
        path: `/accounts/${making.account.id}/creating/preview?branchTemplate=${encodeURIComponent(template)}`,
      });
    expect(wordsOf(await preview('feature/{key}'))).toContain('feature/ABC-123');
    expect(wordsOf(await preview('{summary}'))).toContain('The key of the issue has to be in it');
    expect(wordsOf(await preview('BUG_{key}'))).toContain('otherwise the key is not found');
    for (const branchTemplate of ['BUG_{key}', '{key}{summary}', 'x{key}', '{key}x'])
      expect((await settings({ branchTemplate })).status).toBe(422);
    expect(wordsOf(await settings({ mergeRequestTemplate: '{key}{summary}' }))).toContain(
      'A hyphen or a slash',
    );
    const faulty = await settings({ branchTemplate: '{key} {summary}', mergeRequestTemplate: '{summary}' });
    expect([faulty.status, wordsOf(faulty)]).toEqual([422, expect.stringContaining('Git takes no spaces')]);
    expect(fieldOf(faulty, 'branch-template')).toBe('{key} {summary}');
    expect(wordsOf(await settings({ branchTemplate: 'team/{key}/{summary}' }))).toContain('Saved.');
    const page = await get(`/branches/new?issueKey=ABC-7&repository=${repository()}`);
    expect(fieldOf(page, 'branch-name')).toBe('team/ABC-7/fix-b-the-b-login-page');
  });
});
