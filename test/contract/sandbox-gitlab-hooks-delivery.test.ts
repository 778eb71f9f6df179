import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestClock } from '../sandbox/clock.ts';
import type { GitlabSandboxOptions } from '../sandbox/gitlab/sandbox.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { startReceiver } from './hook-receiver.ts';
import type { Receiver } from './hook-receiver.ts';
import { startCaller } from './gitlab-caller.ts';
import type { Caller, Reply } from './gitlab-caller.ts';

const minute = 60_000;
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let caller: Caller;
let receiver: Receiver;
let project: Project;
let hook: string;
let count = 0;

async function start(options: Omit<GitlabSandboxOptions<TestClock>, 'clock'> = {}): Promise<void> {
  [caller, receiver] = await Promise.all([startCaller(options), startReceiver()]);
  project = caller.sandbox.world.addProject({ path: 'app', namespace: caller.group });
  caller.sandbox.world.push(project, 'main', [{ message: 'Begin' }]);
  const hooks = `/api/v4/projects/${project.id}/hooks`;
  const made = await caller.send('POST', hooks, {
    url: receiver.url,
    token: 'secret',
    signing_token: secret,
  });
  hook = `${hooks}/${made.body.id}`;
}

async function stop(): Promise<void> {
  await caller.sandbox.close();
  await receiver.close();
}

beforeEach(() => start());
afterEach(stop);

/** One event, and what the hook looks like once it was answered. */
async function happen(times = 1): Promise<Reply['body']> {
  for (let i = 0; i < times; i += 1) {
    caller.sandbox.world.createBranch(project, `branch-${(count += 1)}`);
    await caller.sandbox.hooks.idle();
  }
  return (await caller.get(hook)).body;
}

const branches = (): string[] => receiver.take().map(({ body }) => body.ref as string);

describe('headers', () => {
  it.each([
    ['16.1.0', []],
    ['16.2.0', ['x-gitlab-webhook-uuid']],
    ['17.4.0', ['x-gitlab-webhook-uuid', 'idempotency-key']],
    [
      '19.0.0',
      ['x-gitlab-webhook-uuid', 'idempotency-key', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
    ],
  ])('of %s', async (version, own) => {
    await stop();
    await start({ version });
    await happen();
    const [received] = receiver.take();
    expect(received?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': `GitLab/${version}`,
      'x-gitlab-event': 'Push Hook',
      'x-gitlab-token': 'secret',
      'x-gitlab-instance': caller.sandbox.url,
    });
    const optional = [
      'x-gitlab-webhook-uuid',
      'idempotency-key',
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ];
    expect(optional.filter((name) => received?.headers[name] !== undefined)).toEqual(own);
    if (version === '19.0.0') {
      expect(received?.headers['webhook-id']).toBe(received?.headers['idempotency-key']);
      expect(received?.headers['webhook-timestamp']).toBe(String(caller.clock.now() / 1000));
    }
  });
});

describe('an answer', () => {
  it('of 2xx or 3xx is good, and anything else a failure that is not sent again', async () => {
    for (const status of [204, 302]) {
      receiver.status = status;
      await happen();
    }
    receiver.status = 500;
    await happen(2);
    expect(receiver.take()).toHaveLength(4);
    const { deliveries, all } = caller.sandbox.hooks;
    expect(deliveries.map(({ status }) => status)).toEqual([204, 302, 500, 500]);
    expect(all[0]?.failures).toBe(2);
    receiver.status = 200;
    await happen();
    expect(all[0]?.failures).toBe(0);
  });

  it('that does not come in time, and a receiver that is not there, are failures', async () => {
    caller.sandbox.hooks.timeoutMs = 50;
    receiver.answer = () => undefined;
    await happen();
    await receiver.close();
    await happen();
    const { deliveries } = caller.sandbox.hooks;
    expect(deliveries.map(({ status, reply }) => [status, reply.error])).toEqual([
      [0, 'Net::ReadTimeout'],
      [0, expect.stringMatching(/ECONNREFUSED|socket hang up|ECONNRESET/)],
    ]);
  });

  it('is never asked for where the admin forbids private addresses afterwards', async () => {
    caller.sandbox.hooks.localHooks = false;
    await happen();
    expect(receiver.take()).toEqual([]);
    expect(caller.sandbox.hooks.deliveries.map(({ status }) => status)).toEqual([0]);
  });
});

describe('a hook that keeps failing', () => {
  it('is switched off for a minute, then twice as long each time up to a day, and comes back', async () => {
    receiver.status = 500;
    expect(await happen(3)).toMatchObject({ alert_status: 'executable', disabled_until: null });
    const until = (ms: number) => new Date(caller.clock.now() + ms).toISOString();
    expect(await happen()).toMatchObject({
      alert_status: 'temporarily_disabled',
      disabled_until: until(minute),
    });
    receiver.take();
    await happen();
    expect(receiver.take()).toEqual([]);
    expect(caller.sandbox.hooks.dropped).toBe(1);
    caller.clock.advance(minute);
    expect(await happen()).toMatchObject({ disabled_until: until(2 * minute) });
    for (let i = 0; i < 20; i += 1) {
      caller.clock.advance(24 * 60 * minute);
      await happen();
    }
    expect((await caller.get(hook)).body.disabled_until).toBe(until(24 * 60 * minute));
    receiver.status = 200;
    caller.clock.advance(24 * 60 * minute);
    expect(await happen()).toMatchObject({ alert_status: 'executable', disabled_until: null });
  });

  it('is switched off for good at the fortieth failure, until a test succeeds', async () => {
    receiver.status = 401;
    for (let i = 0; i < 40; i += 1) {
      await happen();
      caller.clock.advance(24 * 60 * minute);
    }
    expect((await caller.get(hook)).body.alert_status).toBe('disabled');
    receiver.take();
    caller.clock.advance(365 * 24 * 60 * minute);
    await happen();
    expect(receiver.take()).toEqual([]);
    const failed = await caller.send('POST', `${hook}/test/push_events`);
    expect([failed.status, failed.body.message]).toEqual([422, 'Hook executed but returned HTTP 401']);
    receiver.status = 200;
    const tested = await caller.send('POST', `${hook}/test/push_events`);
    expect([tested.status, tested.body]).toEqual([201, { message: '201 Created' }]);
    expect(receiver.take().map(({ body }) => body.object_kind)).toEqual(['push', 'push']);
    expect(await happen()).toMatchObject({ alert_status: 'executable' });
    expect(branches()).toHaveLength(1);
  });

  it('stays on where GitLab does not switch hooks off', async () => {
    caller.sandbox.hooks.autoDisable = false;
    receiver.status = 500;
    expect(await happen(45)).toMatchObject({ alert_status: 'executable' });
    expect(branches()).toHaveLength(45);
  });
});

describe('tests', () => {
  it('need something to test with, and know nothing of deployments and flags', async () => {
    const test = (trigger: string) => caller.send('POST', `${hook}/test/${trigger}`);
    expect((await test('merge_requests_events')).body.message).toBe('Ensure the project has merge requests.');
    expect((await test('pipeline_events')).body.message).toBe('Ensure the project has CI pipelines.');
    for (const trigger of ['deployment_events', 'feature_flag_events', 'nonsense'])
      expect(await test(trigger)).toMatchObject({
        status: 400,
        body: { error: 'trigger does not have a valid value' },
      });
  });

  it('are at most five a minute', async () => {
    const test = () => caller.send('POST', `${hook}/test/push_events`);
    for (let i = 0; i < 5; i += 1) expect((await test()).status).toBe(201);
    expect((await test()).status).toBe(429);
    caller.clock.advance(minute);
    expect((await test()).status).toBe(201);
  });
});

describe('the log', () => {
  it('shows the calls of a week and sends one again with its key', async () => {
    receiver.status = 503;
    await happen();
    receiver.status = 200;
    await happen();
    const all = (await caller.get(`${hook}/events?per_page=20`)).body;
    expect(all.map((row: Record<string, unknown>) => row['response_status'])).toEqual(['200', '503']);
    expect(JSON.stringify(all)).not.toContain('secret');
    const failed = (await caller.get(`${hook}/events?status=server_failure`)).body;
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ trigger: 'push_hooks', request_data: { object_kind: 'push' } });
    const again = await caller.send('POST', `${hook}/events/${failed[0].id}/resend`);
    expect([again.status, again.body]).toEqual([201, { response_status: 200 }]);
    const [first, , resent] = receiver.take();
    expect(resent?.raw).toBe(first?.raw);
    expect(resent?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect((await caller.get(`${hook}/events?per_page=21`)).status).toBe(400);
    caller.clock.advance(8 * 24 * 60 * minute);
    expect((await caller.get(`${hook}/events`)).body).toEqual([]);
  });
});

describe('bad weather', () => {
  it('holds events back, then loses, doubles and shuffles them, the same way for the same seed', async () => {
    const { hooks } = caller.sandbox;
    const storm = async (): Promise<string[]> => {
      count = 0;
      for (const name of [...project.repository.branches.keys()].slice(1))
        project.repository.branches.delete(name);
      hooks.concurrency = 1;
      hooks.hold();
      await happen(40);
      expect([hooks.held, hooks.pending, receiver.received.length]).toEqual([40, 0, 0]);
      const { sent, lost, duplicated } = hooks.release({
        seed: 7,
        shuffle: true,
        lose: 0.25,
        duplicate: 0.25,
      });
      await hooks.idle();
      expect(sent).toBe(40 - lost + duplicated);
      expect(Math.min(lost, duplicated)).toBeGreaterThan(2);
      const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
      expect(new Set(keys).size).toBe(40 - lost);
      return branches();
    };
    const first = await storm();
    expect(await storm()).toEqual(first);
    expect([...first].sort()).not.toEqual(first);
    await happen();
    expect(branches()).toHaveLength(1);
  });

  it('sends a delivery again', async () => {
    await happen();
    const { hooks } = caller.sandbox;
    const [delivery] = hooks.deliveries;
    if (delivery === undefined) throw new Error('Nothing was sent.');
    hooks.replay(delivery);
    await hooks.idle();
    const [first, second] = receiver.take();
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  });

  it('gives what was held back to somebody else', async () => {
    const { hooks } = caller.sandbox;
    hooks.hold();
    await happen(2);
    const posts = hooks.takeHeld();
    expect(posts.map(({ url, body }) => [url, JSON.parse(body).object_kind])).toEqual([
      [receiver.url, 'push'],
      [receiver.url, 'push'],
    ]);
    expect(hooks.held).toBe(0);
  });
});
