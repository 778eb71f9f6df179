import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startWorkCaller } from './work-caller.ts';
import type { WorkCaller } from './work-caller.ts';

let caller: WorkCaller;
beforeEach(async () => {
  caller = await startWorkCaller('forge');
});
afterEach(() => caller.close());

const search = async (query: string, more = '') => {
  const { status, body } = await caller.asApp(
    `/rest/api/3/user/search?query=${encodeURIComponent(query)}${more}`,
  );
  return status === 200 ? body.map((user: { displayName: string }) => user.displayName) : status;
};

it('finds people by the beginning of a name, or of an address that they show', async () => {
  const { jira } = caller;
  jira.createUser({ displayName: 'Olga Open', emailAddress: 'Olga@example.com', emailVisible: true });
  jira.createUser({ displayName: 'Olaf', emailAddress: 'olga@example.com.invalid', emailVisible: true });
  jira.createUser({ displayName: 'Hugo Hidden', emailAddress: 'hugo@example.com' });
  expect(await search('olga@EXAMPLE.com')).toEqual(['Olga Open', 'Olaf']);
  expect(await search('open')).toEqual(['Olga Open']);
  expect(await search('hugo')).toEqual(['Hugo Hidden']);
  expect(await search('ugo')).toEqual([]);
  expect(await search('hugo@example.com')).toEqual([]);
  expect(jira.violations).toEqual([]);
});

it('finds a hidden address in whole where the organisation manages its accounts, and still hides it', async () => {
  const { jira, asApp } = caller;
  jira.createUser({ displayName: 'Hugo Hidden', emailAddress: 'hugo@example.com' });
  jira.setManagesAccounts(true);
  expect(await search('hugo@example.com')).toEqual(['Hugo Hidden']);
  expect(await search('hugo@example')).toEqual([]);
  const { body } = await asApp('/rest/api/3/user/search?query=hugo@example.com');
  expect(body).toMatchObject([{ emailAddress: '', accountType: 'atlassian', active: true }]);
});

it('shows people who left, and apps, for what they are', async () => {
  const { jira, asApp } = caller;
  const gone = {
    displayName: 'Gone Girl',
    emailAddress: 'gg@example.com',
    emailVisible: true,
    active: false,
  };
  jira.createUser(gone);
  jira.createUser({ ...gone, displayName: 'G. Girl' });
  const { body } = await asApp('/rest/api/3/user/search?query=gg@example.com');
  expect(body).toMatchObject([
    { displayName: 'Gone Girl', active: false },
    { displayName: 'G. Girl', active: false },
  ]);
  const self = jira.users.get(jira.app().accountId);
  const found = await asApp(`/rest/api/3/user/search?accountId=${encodeURIComponent(self?.accountId ?? '')}`);
  expect(found.body).toMatchObject([{ accountType: 'app' }]);
});

it('finds nobody for those who may not browse users', async () => {
  const { jira } = caller;
  jira.forbid(jira.app().accountId, 'USER_PICKER');
  expect(await search('max')).toEqual([]);
  jira.allow(jira.app().accountId, 'USER_PICKER');
  expect(await search('max')).toEqual(['Max Member']);
});

it('comes in pages, up to the thousandth', async () => {
  const { jira } = caller;
  for (let index = 0; index < 1010; index += 1) jira.createUser({ displayName: `Many ${index}` });
  expect(await search('many')).toHaveLength(50);
  expect(await search('many', '&startAt=40&maxResults=5')).toEqual(
    [40, 41, 42, 43, 44].map((index) => `Many ${index}`),
  );
  expect(await search('many', '&startAt=900&maxResults=500')).toHaveLength(100);
  expect(await search('many', '&maxResults=x')).toBe(400);
});

it('wants a query or an account id, and no name of former times', async () => {
  const { jira, asApp } = caller;
  expect((await asApp('/rest/api/3/user/search')).status).toBe(400);
  expect(await search('a', '&accountId=b')).toBe(400);
  expect(jira.violations).toEqual([]);
  expect((await asApp('/rest/api/3/user/search?username=max')).status).toBe(501);
  expect(jira.violations).toHaveLength(1);
});

it('costs two points a person', async () => {
  const { jira } = caller;
  const before = jira.limits.usedPoints(jira.app().key);
  await search('m');
  expect(jira.limits.usedPoints(jira.app().key) - before).toBe(3);
});
