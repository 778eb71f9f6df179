import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetBudgets } from '../../src/db/budget.store.ts';
import { createGitlabClient, type GitlabClient } from '../../src/gitlab/gitlab-client.ts';
import { endpointOf } from '../../src/gitlab/http/budgets.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

const minute = 60_000;

describe('endpoints as GitLab counts them', () => {
  it.each([
    ['/api/v4/projects?page=2', 'projects'],
    ['/api/v4/projects/acme%2Fone', 'projects/:id'],
    ['/api/v4/groups/7/projects?page=1', 'groups/:id/projects'],
    ['/api/v4/projects/7/repository/commits?ref=a/b', 'projects/:id/repository/commits'],
    ['/api/v4/projects/7/repository/commits/0a1b/diff', 'projects/:id/repository/commits/:id/diff'],
    ['/api/v4/projects/7/repository/branches/main', 'projects/:id/repository/branches/:id'],
    ['/api/graphql', 'graphql'],
  ])('%s is %s', (path, endpoint) => {
    expect(endpointOf(path)).toBe(endpoint);
  });
});

describe("GitLab's limits, shared by all processes", () => {
  let app: TestApp;
  const client = (
    userId: number,
    {
      accountId = 'a',
      lane = 'import',
      perMinute,
    }: { accountId?: string; lane?: 'live' | 'import'; perMinute?: number } = {},
  ): GitlabClient => {
    const { world } = app.gitlab;
    const user = world.user(`user-${userId}`);
    const { application } = world.addApplication({ redirectUris: ['http://localhost/x'], scopes: ['api'] });
    const token = world.issueToken(application, user).access_token;
    return createGitlabClient(app.ctx, {
      hostUrl: app.gitlab.url,
      accessToken: async () => token,
      budgetName: `gitlab:test:${userId}`,
      lane,
      address: perMinute === undefined ? undefined : { perMinute, accountId },
    });
  };
  /** How many of so many requests in a row are sent before one is refused. */
  const sendUpTo = async (gitlab: GitlabClient, most: number): Promise<number> => {
    for (let sent = 0; sent < most; sent += 1) {
      const refused = await gitlab.currentUser().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refused === undefined) continue;
      expect(refused).toMatchObject({ code: 'rate_limited' });
      return sent;
    }
    return most;
  };
  const nextMinute = () => app.advance(minute - (app.clock.now() % minute));

  beforeAll(async () => {
    app = await startTestApp({ violationsAllowed: true });
    for (const userId of [1, 2, 3]) app.gitlab.world.addUser({ username: `user-${userId}` });
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.gitlab.faults.clear();
    app.advance(10 * minute);
    nextMinute();
  });

  it("imports leave the last 15 % of the address's window to live work, whoever's it is", async () => {
    expect(await sendUpTo(client(1, { perMinute: 40 }), 50)).toBe(34);
    expect(await sendUpTo(client(2, { perMinute: 40, accountId: 'b', lane: 'live' }), 50)).toBe(6);
    expect(await sendUpTo(client(3, { perMinute: 40, accountId: 'c', lane: 'live' }), 50)).toBe(0);
    nextMinute();
    expect(await sendUpTo(client(3, { perMinute: 40, accountId: 'c', lane: 'live' }), 1)).toBe(1);
  });

  it('each account has its share, and what the others leave as the minute passes', async () => {
    const [one, two] = [client(1, { perMinute: 40 }), client(2, { perMinute: 40, accountId: 'b' })];
    expect(await sendUpTo(one, 10)).toBe(10);
    expect(await sendUpTo(two, 50)).toBe(17);
    expect(await sendUpTo(one, 50)).toBe(7);
    nextMinute();
    // Both held a share in the last minute: none takes more than half of this one while the other may come.
    expect(await sendUpTo(two, 50)).toBe(17);
    app.advance(minute / 2);
    expect(await sendUpTo(two, 50)).toBe(0);
    app.advance(minute / 4);
    expect(await sendUpTo(two, 50)).toBe(8);
    expect(await sendUpTo(one, 50)).toBe(9);
    app.advance(2 * minute);
    expect(await sendUpTo(two, 50)).toBe(34);
  });

  it('many at once never exceed the window', async () => {
    const clients = [1, 2, 3].map((userId) =>
      client(userId, { perMinute: 30, accountId: String(userId), lane: 'live' }),
    );
    const before = app.gitlab.counts['user'] ?? 0;
    await Promise.all(clients.flatMap((gitlab) => Array.from({ length: 8 }, () => sendUpTo(gitlab, 4))));
    expect((app.gitlab.counts['user'] ?? 0) - before).toBe(30);
  });

  it('a limit of one endpoint stops that endpoint for that user, and nothing else', async () => {
    const [one, same, other] = [client(1), client(1, { lane: 'live' }), client(2)];
    const body = { message: { error: 'This endpoint has been requested too many times. Try again later.' } };
    app.gitlab.faults.add({ match: 'user', status: 429, headers: { 'retry-after': '60' }, body, times: 1 });
    const until = app.clock.now() + minute;
    await expect(one.currentUser()).rejects.toMatchObject({ code: 'rate_limited', retryAt: until });
    const asked = app.gitlab.requests.length;
    await expect(same.currentUser()).rejects.toMatchObject({ code: 'rate_limited', retryAt: until });
    expect(app.gitlab.requests).toHaveLength(asked);
    expect(await same.metadata()).toMatchObject({ version: expect.any(String) });
    expect(await other.currentUser()).toMatchObject({ username: 'user-2' });
    app.advance(minute);
    expect(await same.currentUser()).toMatchObject({ username: 'user-1' });
  });

  it('a 429 of the address, or of something in front of GitLab, stops every user of that GitLab', async () => {
    const limits = { 'ratelimit-limit': '500', 'ratelimit-remaining': '0', 'ratelimit-reset': '0' };
    const named = { ...limits, 'ratelimit-name': 'throttle_unauthenticated_api', 'retry-after': '30' };
    for (const headers of [named, { 'retry-after': '30' }]) {
      app.gitlab.faults.add({ match: 'user', status: 429, headers, body: 'Retry later', times: 1 });
      const retryAt = app.clock.now() + 30_000;
      await expect(client(1).currentUser()).rejects.toMatchObject({ retryAt });
      await expect(client(2, { lane: 'live' }).metadata()).rejects.toMatchObject({ retryAt });
      app.advance(30_000);
      expect(await client(2).currentUser()).toMatchObject({ username: 'user-2' });
    }
  });

  it.each([
    ['99999999', 60 * minute],
    ['0', 1_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 1_000],
    ['soon', minute],
  ])('a Retry-After of "%s" is waited for at least a second and at most an hour', async (after, waitMs) => {
    const headers = { 'retry-after': after };
    app.gitlab.faults.add({ match: 'user', status: 429, headers, body: 'Retry later', times: 1 });
    const retryAt = app.clock.now() + waitMs;
    await expect(client(1).currentUser()).rejects.toMatchObject({ code: 'rate_limited', retryAt });
    app.advance(waitMs);
    expect(await client(1).currentUser()).toMatchObject({ username: 'user-1' });
  });

  it('budgets that nobody uses any more are forgotten, those that block are kept', async () => {
    const { db, clock } = app.ctx;
    const names = async () =>
      (await db.rows<{ name: string }>('select name from budget')).map(({ name }) => name);
    await sendUpTo(client(1, { perMinute: 40 }), 1);
    app.gitlab.faults.add({
      match: 'user',
      status: 429,
      headers: { 'retry-after': '3600' },
      body: '',
      times: 1,
    });
    await expect(client(2).currentUser()).rejects.toMatchObject({ code: 'rate_limited' });
    expect((await names()).length).toBeGreaterThan(2);
    await forgetBudgets(db, clock.now() + 59 * minute);
    expect(await names()).toEqual([`gitlab-address:${app.gitlab.url}`]);
  });
});
