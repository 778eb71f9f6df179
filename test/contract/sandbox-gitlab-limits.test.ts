import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCaller } from './gitlab-caller.ts';
import type { Caller } from './gitlab-caller.ts';

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller({ rateLimit: 5 });
});
afterEach(() => caller.sandbox.close());

const user = '/api/v4/user';

describe('the limit of a user', () => {
  it('is told on every answer and refuses with Retry-After until the minute is over', async () => {
    caller.clock.advance(20_000);
    const first = await caller.get(user);
    expect(first.headers.get('ratelimit-limit')).toBe('5');
    expect(first.headers.get('ratelimit-remaining')).toBe('4');
    expect(first.headers.get('ratelimit-reset')).toBe(String((caller.clock.now() + 40_000) / 1000));
    for (let i = 0; i < 4; i += 1) await caller.get(user);
    const refused = await caller.get(user);
    expect([refused.status, refused.body, refused.headers.get('content-type')]).toEqual([
      429,
      'Retry later\n',
      'text/plain',
    ]);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(Date.parse(refused.headers.get('ratelimit-resettime') ?? '')).toBe(caller.clock.now() + 40_000);
    expect(refused.headers.get('ratelimit-observed')).toBe('6');
    caller.clock.advance(40_000);
    expect((await caller.get(user)).status).toBe(200);
  });

  it('is one for all tokens of a user and another for each user', async () => {
    const { world } = caller.sandbox;
    for (let i = 0; i < 5; i += 1) await caller.get(user);
    const same = world.issueToken(caller.application, caller.user).access_token;
    expect((await caller.get(user, same)).status).toBe(429);
    const other = world.issueToken(caller.application, world.addUser({ username: 'other' })).access_token;
    expect((await caller.get(user, other)).status).toBe(200);
  });

  it('is off by default', async () => {
    const free = await startCaller();
    const { headers } = await free.get(user);
    expect(headers.get('ratelimit-limit')).toBeNull();
    await free.sandbox.close();
  });
});

describe('the limit of an endpoint', () => {
  it('answers JSON with the whole interval, and RateLimit headers know nothing of it', async () => {
    caller.sandbox.limits.perMinute = 10_000;
    const project = caller.sandbox.world.addProject({ path: 'p', namespace: caller.group });
    const path = `/api/v4/projects/${project.id}`;
    for (let i = 0; i < 400; i += 1) expect((await caller.get(path)).status).toBe(200);
    const refused = await caller.get(path);
    expect([refused.status, refused.body, refused.headers.get('retry-after')]).toEqual([
      429,
      { message: { error: 'This endpoint has been requested too many times. Try again later.' } },
      '60',
    ]);
    expect(Number(refused.headers.get('ratelimit-remaining'))).toBeGreaterThan(0);
    expect((await caller.get(`${path}/repository/branches`)).status).toBe(200);
    caller.sandbox.limits.endpointLimits = false;
    expect((await caller.get(path)).status).toBe(200);
  });
});

describe('faults', () => {
  it('answer what they are told, as often as told, after as many as told', async () => {
    const { faults } = caller.sandbox;
    faults.add({
      match: 'user',
      after: 1,
      times: 1,
      status: 502,
      body: 'Bad Gateway',
      headers: { 'x-fault': 'yes' },
    });
    expect((await caller.get(user)).status).toBe(200);
    const broken = await caller.get(user);
    expect([broken.status, broken.body, broken.headers.get('x-fault')]).toEqual([502, 'Bad Gateway', 'yes']);
    expect((await caller.get(user)).status).toBe(200);
  });

  it('cut connections and add latency', async () => {
    const { faults } = caller.sandbox;
    faults.add({ match: (request) => request.path === user, times: 1, dropConnection: true });
    await expect(caller.get(user)).rejects.toThrow();
    faults.add({ match: 'user', latencyMs: 60 });
    const before = performance.now();
    await caller.get(user);
    expect(performance.now() - before).toBeGreaterThan(50);
  });

  it('end when they are removed', async () => {
    const remove = caller.sandbox.faults.add({ match: 'user', status: 503 });
    expect((await caller.get(user)).status).toBe(503);
    remove();
    expect((await caller.get(user)).status).toBe(200);
  });
});

describe('strictness', () => {
  it.each([
    ['an unknown path', '/api/v4/projects/1/nonsense', 404],
    ['an unknown parameter', '/api/v4/groups/acme?nonsense=1', 400],
    ['a token in the address', '/api/v4/groups/acme?access_token=x', 400],
    [
      'a commits parameter that GitLab does not have',
      '/api/v4/projects/1/repository/commits?order_by=id',
      400,
    ],
  ])('refuses and records %s', async (_, path, status) => {
    caller.sandbox.world.addProject({ path: 'p', namespace: caller.group });
    expect((await caller.get(path)).status).toBe(status);
    expect(caller.sandbox.violations).toHaveLength(1);
  });

  it('counts requests by endpoint', async () => {
    await caller.get(user);
    await caller.get('/api/v4/groups/acme');
    await caller.get('/api/v4/groups/acme');
    expect(caller.sandbox.counts).toEqual({ user: 1, group: 2 });
    expect(caller.sandbox.requests.at(-1)).toMatchObject({
      endpoint: 'group',
      status: 200,
      userId: caller.user.id,
    });
  });
});

it('has /metadata only from 15.2 on', async () => {
  const old = await startCaller({ version: '15.1.4' });
  expect((await old.get('/api/v4/metadata')).status).toBe(404);
  expect((await old.get('/api/v4/version')).body.version).toBe('15.1.4');
  await old.sandbox.close();
});

it('lives under a base path', async () => {
  const under = await startCaller({ basePath: '/gitlab/' });
  expect(under.sandbox.url).toMatch(/\/gitlab$/);
  expect((await under.get('/api/v4/metadata')).body.version).toBe('18.9.0');
  const outside = await fetch(`${new URL(under.sandbox.url).origin}/api/v4/metadata`);
  expect(outside.status).toBe(404);
  await under.sandbox.close();
});
