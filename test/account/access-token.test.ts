import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LinkedAccount } from '../../src/account/account.store.ts';
import { gitlabFor } from '../../src/account/gitlab-for.ts';
import { removeAccount } from '../../src/account/remove-account.ts';
import { accessToken } from '../../src/account/tokens/access-token.ts';
import { claimLease, readTokens, tokensOfAccount } from '../../src/account/tokens/token.store.ts';
import type { Context } from '../../src/context.ts';
import { createContext } from '../../src/create-context.ts';
import type { Http, HttpRequest } from '../../src/lib/http/request.ts';
import { createLog } from '../../src/lib/log.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { authorize, linkAccount, linkedAccount } from '../support/link-account.ts';
import { wordsOf } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;
let account: LinkedAccount;
let number = 0;

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
  app.gitlab.world.addUser({ username: 'jane', name: 'Jane Doe' });
});
beforeEach(async () => {
  number += 1;
  app.gitlab.world.addGroup({ path: `group-${number}`, visibility: 'public' });
  account = await linkAccount(app, site, { namespace: `group-${number}`, username: 'jane' });
  app.gitlab.faults.clear();
});
afterAll(() => app.close());

const hour = 3_600_000;
const minute = 60_000;
const key = () => tokensOfAccount({ tenantId: account.tenantId, accountId: account.id });
const exchanges = () => app.gitlab.counts['oauth.token'] ?? 0;
const stored = () => readTokens(app.ctx.db, key(), app.ctx.sealer);

/** The same context, but what it sends to the token endpoint goes through `around`. */
function withTokenCalls(around: (request: HttpRequest, http: Http) => ReturnType<Http['send']>): Context {
  const { http } = app.ctx;
  const send: Http['send'] = (sent) =>
    sent.url.endsWith('/oauth/token') ? around(sent, http) : http.send(sent);
  return { ...app.ctx, http: { ...http, send } };
}

describe('an access token', () => {
  it('is used until 5 minutes before its end, then replaced', async () => {
    const first = await accessToken(app.ctx, account);
    const before = exchanges();
    app.advance(2 * hour - 5 * minute - 1);
    expect(await accessToken(app.ctx, account)).toBe(first);
    expect(exchanges()).toBe(before);
    app.advance(1);
    const second = await accessToken(app.ctx, account);
    expect(second).not.toBe(first);
    expect(await accessToken(app.ctx, account)).toBe(second);
    expect(exchanges()).toBe(before + 1);
  });

  it('is refreshed once for 50 callers in five processes', async () => {
    const others = await Promise.all(
      Array.from({ length: 4 }, () =>
        createContext(app.ctx.config, {
          clock: app.clock,
          log: createLog('silent'),
          stopping: new AbortController().signal,
        }),
      ),
    );
    const processes = [app.ctx, ...others];
    app.advance(2 * hour);
    const before = exchanges();
    app.gitlab.faults.add({ match: 'oauth.token', latencyMs: 300 });
    const tokens = await Promise.all(
      Array.from({ length: 50 }, (_, caller) => accessToken(processes[caller % 5] ?? app.ctx, account)),
    );
    expect(exchanges()).toBe(before + 1);
    expect(new Set(tokens)).toEqual(new Set([(await stored())?.accessToken]));
    for (const other of others) await other.close();
  });

  it('is waited for no longer than the lease of a process that was killed while it held it', async () => {
    app.advance(2 * hour);
    const pair = await stored();
    const killed = { pairId: pair?.pairId ?? '', holder: crypto.randomUUID(), now: app.clock.now() };
    await claimLease(app.ctx.db, key(), { ...killed, until: killed.now + minute });
    const before = exchanges();
    let waited = 0;
    const wait = (ms: number) => {
      waited += ms;
      app.advance(ms);
      return Promise.resolve();
    };
    await accessToken(app.ctx, account, { wait });
    expect(waited).toBe(minute);
    expect(exchanges()).toBe(before + 1);
  });

  it('is asked for in vain only so long, while another keeps the lease', async () => {
    app.advance(2 * hour);
    const pair = await stored();
    const now = app.clock.now();
    await claimLease(app.ctx.db, key(), {
      pairId: pair?.pairId ?? '',
      holder: crypto.randomUUID(),
      now,
      until: now + hour,
    });
    const asking = accessToken(app.ctx, account, { wait: () => Promise.resolve() });
    await expect(asking).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('comes at the next try when GitLab was down', async () => {
    app.advance(2 * hour);
    app.gitlab.faults.add({ match: 'oauth.token', status: 503, times: 1, body: 'Deploy in progress' });
    await expect(accessToken(app.ctx, account)).rejects.toMatchObject({ code: 'unavailable' });
    await accessToken(app.ctx, account);
    expect((await linkedAccount(app, account)).state).toBe('active');
  });

  it('is another’s when that one was quicker: the refusal of the old pair means nothing', async () => {
    app.advance(2 * hour);
    let quicker = '';
    const slow = withTokenCalls(async (sent, http) => {
      // This process stood still after its claim until its lease was over; another refreshed meanwhile.
      app.advance(minute);
      quicker = await accessToken(app.ctx, account);
      return http.send(sent);
    });
    expect(await accessToken(slow, account)).toBe(quicker);
    expect((await linkedAccount(app, account)).state).toBe('active');
  });

  it('is kept when another, after our lease, was refused with the pair that we had just used up', async () => {
    app.advance(2 * hour);
    const slow = withTokenCalls(async (sent, http) => {
      const answer = await http.send(sent);
      app.advance(minute);
      await expect(accessToken(app.ctx, account)).rejects.toMatchObject({ code: 'needs_authorization' });
      expect((await linkedAccount(app, account)).state).toBe('needs_authorization');
      return answer;
    });
    const token = await accessToken(slow, account);
    expect(await accessToken(app.ctx, account)).toBe(token);
    expect(await linkedAccount(app, account)).toEqual(account);
  });

  it('is given back when the account was removed while GitLab answered', async () => {
    app.advance(2 * hour);
    const revoked = app.gitlab.counts['oauth.revoke'] ?? 0;
    const slow = withTokenCalls(async (sent, http) => {
      const answer = await http.send(sent);
      await removeAccount(app.ctx, { tenantId: account.tenantId, accountId: account.id });
      await app.drain();
      return answer;
    });
    await expect(accessToken(slow, account)).rejects.toMatchObject({ code: 'needs_authorization' });
    expect(app.gitlab.counts['oauth.revoke']).toBe(revoked + 2);
    expect(await stored()).toBeUndefined();
  });
});

describe('an account whose grant is gone', () => {
  const expectNeedsAuthorization = async (words: string) => {
    expect(await linkedAccount(app, account)).toMatchObject({ state: 'needs_authorization', autoLink: true });
    const list = await site.ask({ path: '/accounts' });
    expect(wordsOf(list)).toContain('Needs to be authorized again');
    const page = await site.ask({ path: `/accounts/${account.id}` });
    expect(wordsOf(page)).toContain('This account needs to be authorized again');
    expect(wordsOf(page)).toContain(words);
    expect(page.text).toMatch(
      new RegExp(`hx-post="/accounts/${account.id}/authorize"[^>]*>Authorize again<`),
    );
  };

  const expectAuthorizedAgain = async () => {
    await app.drain();
    const page = await site.ask({ path: `/accounts/${account.id}/authorize`, fields: {} });
    await authorize(site, { page, username: 'jane' });
    expect(await linkedAccount(app, account)).toEqual({ ...account, state: 'active', problem: null });
    await (await gitlabFor(app.ctx, account)).currentUser();
    const announced = await app.ctx.db.rows(
      `select 1 from graphile_worker.jobs where task_identifier = 'account.authorized' and key like '%' || $1`,
      [account.id],
    );
    expect(announced).toHaveLength(1);
  };

  it('because it was revoked in GitLab: the next call says so, the page has the button, and all is kept', async () => {
    const gitlab = await gitlabFor(app.ctx, account);
    const user = app.gitlab.world.user('jane');
    for (const application of app.gitlab.world.state.applications.values()) {
      if (application.clientId === account.clientId) app.gitlab.world.revokeGrant(user, application);
    }
    await expect(gitlab.currentUser()).rejects.toMatchObject({ code: 'needs_authorization' });
    await expectNeedsAuthorization('GitLab no longer accepts the authorization of this account');
    await expect(gitlabFor(app.ctx, account)).rejects.toMatchObject({ code: 'needs_authorization' });
    await expectAuthorizedAgain();
  });

  it('because GitLab’s answer to a refresh was lost: known when GitLab says so, not before', async () => {
    app.advance(2 * hour);
    app.gitlab.faults.add({ match: 'oauth.token', dropConnection: 'after-work', times: 1 });
    await expect(accessToken(app.ctx, account)).rejects.toMatchObject({ code: 'unreachable' });
    expect((await linkedAccount(app, account)).state).toBe('active');
    await expect(accessToken(app.ctx, account)).rejects.toMatchObject({ code: 'needs_authorization' });
    await expectNeedsAuthorization('GitLab no longer accepts the authorization of this account');
    await expectAuthorizedAgain();
  });

  it('because the secret was renewed: a new one can be entered', async () => {
    app.advance(2 * hour);
    const application = app.gitlab.world.state.applications.get(account.clientId);
    if (application === undefined) throw new Error('no application');
    const clientSecret = app.gitlab.world.renewSecret(application);
    await expect(accessToken(app.ctx, account)).rejects.toMatchObject({ code: 'needs_authorization' });
    await expectNeedsAuthorization('Client ID and Client Secret');
    const fields = { clientId: account.clientId, clientSecret };
    await site.ask({ path: `/accounts/${account.id}/client`, fields });
    await expectAuthorizedAgain();
  });
});
