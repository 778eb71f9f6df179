import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboxState } from '../../src/dev-info/outbox/outbox-state.ts';
import { rejections } from '../../src/dev-info/rejection.store.ts';
import { RATE_LIMIT_REASONS, tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import { installTenant } from '../support/install-tenant.ts';
import { said } from '../support/said.ts';
import { itWhere } from '../support/site/it-where.ts';
import { commit, mergeRequest, shaOf } from './support/facts.ts';
import { startOutboxApp, type OutboxApp } from './support/outbox-app.ts';

let app: OutboxApp;

beforeEach(async () => {
  app = await startOutboxApp();
});

afterEach(() => app.close());

const bulk = 'devinfo.bulk';
const states = async () => (await app.ledger()).map(({ state }) => state);
const stats = () => app.jira.devInfoStats;
const minutes = (count: number) => count * 60_000;
/** What waits for a time comes up to a second after it. */
const spread = 1_000;
const commits = (count: number) => Array.from({ length: count }, (_, index) => commit(index));
const bulkCalls = () => app.jira.requests.entries.filter(({ endpoint }) => endpoint === bulk).length;
const refuses =
  (sha: string) =>
  ({ endpoint, body }: { endpoint: string; body: Buffer }) =>
    endpoint === bulk && body.includes(sha);

describe('202', () => {
  it('shows the entity on its issue and keeps it sent', async () => {
    await app.record([commit(1), mergeRequest(3)]);
    await app.drain();
    expect(app.shown('ABC-2')).toMatchObject([{ kind: 'commits', payload: { id: shaOf(1) } }]);
    expect(app.shown('ABC-4')).toMatchObject([{ kind: 'pullRequests' }]);
    expect(await states()).toEqual(['sent', 'sent']);
  });

  it('keeps what Jira rejected, with its reason, and sends it again when it has changed', async () => {
    app.jira.faults.rejectEntity(({ id }) => id === shaOf(1), 'No good commit', 1);
    await app.record(commits(3));
    await app.drain();
    const { tenantId, repositories } = app;
    const repositoryId = repositories[0]?.id ?? '';
    expect(await rejections(app.ctx.db, { tenantId, repositoryId })).toEqual([
      expect.objectContaining({ id: shaOf(1), label: 'ABC-2 change 1', reason: 'No good commit' }),
    ]);
    expect(await states()).toEqual(['sent', 'rejected', 'sent']);
    await app.record([commit(1, { message: 'ABC-2 better' })]);
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('takes unknown issue keys as nothing unusual', async () => {
    await app.record([commit(1, { message: 'ABC-2 ABC-99999' })]);
    await app.drain();
    expect(await states()).toEqual(['sent']);
    expect(app.shown('ABC-2')).toHaveLength(1);
  });
});

describe('400', () => {
  it('is traced to the culprit, and the others arrive', async () => {
    const refusal = { status: 400, body: { errorMessages: ['Invalid binary character'] } };
    app.jira.faults.add({ match: refuses(shaOf(37)), ...refusal });
    app.jira.faults.add({ match: refuses(shaOf(61)), ...refusal });
    await app.record(commits(100));
    await app.drain();
    const rejected = (await app.ledger()).filter(({ state }) => state === 'rejected');
    expect(rejected).toMatchObject([
      { id: shaOf(37), rejected_reason: 'Invalid binary character' },
      { id: shaOf(61), rejected_reason: 'Invalid binary character' },
    ]);
    expect((await states()).filter((state) => state === 'sent')).toHaveLength(98);
    expect(stats()).toMatchObject({ entities: 98, duplicates: 0 });
  });

  it('to everything stops the lane with words instead of blaming each entity', async () => {
    app.jira.faults.add({ match: bulk, status: 400, body: { errorMessages: ['Closed for today'] } });
    await app.record(commits(100));
    await app.drain();
    expect(new Set(await states())).toEqual(new Set(['pending']));
    const { lastError, waitingUntil } = (await outboxState(app.ctx.db, app.tenantId)).import;
    expect(said(lastError)).toContain('Closed for today');
    expect(waitingUntil).toBeGreaterThan(app.clock.now());
    app.jira.faults.clear();
    app.advance(minutes(15));
    await app.drain();
    expect(new Set(await states())).toEqual(new Set(['sent']));
    expect((await outboxState(app.ctx.db, app.tenantId)).import).toMatchObject({
      lastError: null,
      pending: 0,
    });
  });
});

describe('413', () => {
  it('is split until it fits, and what never fits is rejected', async () => {
    app.jira.faults.add({
      match: ({ endpoint, body }) => endpoint === bulk && (body.length > 6_000 || body.includes(shaOf(5))),
      status: 413,
    });
    await app.record(commits(50));
    await app.drain();
    expect((await states()).filter((state) => state === 'sent')).toHaveLength(49);
    expect((await app.ledger())[5]).toMatchObject({
      state: 'rejected',
      rejected_reason: expect.stringContaining('large'),
    });
    expect(stats()).toMatchObject({ entities: 49, duplicates: 0 });
  });
});

describe('429', () => {
  it.each(RATE_LIMIT_REASONS)('%s makes the lane wait until Jira takes requests again', async (reason) => {
    app.jira.faults.add({ match: bulk, times: 1, ...tooManyRequests(reason, 600) });
    const before = app.clock.now();
    await app.record(commits(3));
    await app.drain();
    const lane = (await outboxState(app.ctx.db, app.tenantId)).import;
    expect(lane).toMatchObject({ pending: 3, waitingUntil: before + minutes(10), needsAttention: false });
    expect(said(lane.lastError)).toMatch(/^Waiting for Jira until \d\d:\d\d UTC/);
    await app.record([commit(4)]);
    await app.drain();
    expect(bulkCalls()).toBe(1);
    app.advance(minutes(10) + spread);
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect((await outboxState(app.ctx.db, app.tenantId)).import).toMatchObject({
      waitingUntil: null,
      lastError: null,
    });
  });
});

describe('503 and lost answers', () => {
  it('delay and lose nothing, however long the outage', async () => {
    const mend = app.jira.faults.add({ match: bulk, status: 503 });
    await app.record(commits(3));
    for (let hour = 0; hour < 12; hour += 1) {
      await app.drain();
      app.advance(minutes(60));
    }
    expect(bulkCalls()).toBeLessThan(15);
    mend();
    app.advance(minutes(15));
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('wait as long as Jira says', async () => {
    app.jira.faults.add({ match: bulk, status: 503, times: 1, headers: { 'Retry-After': '120' } });
    const before = app.clock.now();
    await app.record(commits(1));
    await app.drain();
    expect((await outboxState(app.ctx.db, app.tenantId)).import.waitingUntil).toBe(before + minutes(2));
  });

  it('send again with the same sequence, which Jira drops', async () => {
    app.jira.faults.add({ match: bulk, times: 1, dropConnection: true, afterHandling: true });
    await app.record(commits(3));
    await app.drain();
    expect(app.shown('ABC-1')).toHaveLength(1);
    expect(await states()).toEqual(['pending', 'pending', 'pending']);
    const queued = (await app.ledger()).map(({ sequence }) => sequence);
    app.advance(minutes(1) + spread);
    await app.drain();
    expect(await app.ledger()).toMatchObject(
      queued.map((sequence) => ({ state: 'sent', sent_sequence: sequence })),
    );
    expect(stats()).toMatchObject({ dropped: 3, created: 3, replaced: 0 });
  });
});

describe('401 and 403', () => {
  it.each([401, 403])('%s stops the lane for a person to mend, and nothing is lost', async (status) => {
    const mend = app.jira.faults.add({ match: bulk, status, body: { message: 'no' } });
    await app.record(commits(3));
    await app.drain();
    const lane = (await outboxState(app.ctx.db, app.tenantId)).import;
    expect(lane).toMatchObject({ needsAttention: true, pending: 3 });
    expect(said(lane.lastError)).toMatch(/reinstall|Settings > Apps > OAuth credentials/i);
    // A token that credentials gave may have ended with a restart of Jira: another one is asked for, once.
    expect(bulkCalls()).toBe(app.installed.tenant.kind === 'credentials' && status === 401 ? 2 : 1);
    mend();
    app.advance(minutes(60) + spread);
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  it('end at once with a re-installation', async () => {
    const mend = app.jira.faults.add({ match: bulk, status: 403 });
    await app.record(commits(3));
    await app.drain();
    mend();
    await installTenant(app);
    await app.drain();
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });
});

describe('a site that', () => {
  it('uninstalled us is filled again when it returns, with raised sequence ids', async () => {
    await app.record(commits(3));
    await app.drain();
    const before = (await app.ledger()).map(({ sequence }) => sequence);
    await app.installed.uninstall();
    await app.drain();
    await app.record([commit(4)]);
    await app.drain();
    expect(stats().entities).toBe(3);
    await installTenant(app);
    await app.drain();
    const after = await app.ledger();
    expect(after).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'sent' })));
    before.forEach((sequence, index) => expect(after[index]?.sequence).toBeGreaterThan(sequence));
    expect(app.shown('ABC-2')).toHaveLength(1);
  });

  itWhere('pages-in-jira')(
    'switched us off is filled as soon as it switches us on, in both lanes',
    async () => {
      await app.installed.switchOff();
      await app.record(commits(3));
      await app.record([commit(4)], { lane: 'live' });
      await app.drain();
      expect(stats().entities).toBe(0);
      await app.installed.switchOn();
      await app.drain();
      expect(await states()).toEqual(['sent', 'sent', 'sent', 'sent']);
    },
  );

  itWhere('pages-in-jira')(
    'refused us before it switched us off is asked at once when it switches us on',
    async () => {
      app.jira.faults.add({ match: bulk, times: 1, status: 401 });
      await app.record(commits(1));
      await app.drain();
      expect((await outboxState(app.ctx.db, app.tenantId)).import).toMatchObject({ needsAttention: true });
      await app.installed.switchOff();
      await app.installed.switchOn();
      await app.drain();
      expect(await states()).toEqual(['sent']);
      expect((await outboxState(app.ctx.db, app.tenantId)).import).toMatchObject({ lastError: null });
    },
  );

  itWhere('pages-in-jira')('says "enabled" again changes nothing', async () => {
    const waiting = () => app.ctx.db.rows('select 1 from graphile_worker.jobs');
    await app.installed.switchOn();
    expect(await waiting()).toEqual([]);
  });

  itWhere('pages-in-jira')('made a project while we were switched off is sent what names it', async () => {
    await app.record([commit(1, { message: 'NEW-1 for a project to come' })]);
    await app.drain();
    expect(await states()).toEqual(['held']);
    await app.installed.switchOff();
    app.advance(minutes(90));
    await app.drain();
    app.jira.createProject({ key: 'NEW' });
    await app.installed.switchOn();
    await app.drain();
    expect(await states()).toEqual(['sent']);
  });
});
