import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { peopleOfIdentities } from '../../src/identity/account-places.ts';
import { letAct, startMaking, type Making } from '../panel/support/making.ts';
import { wordsOf } from '../support/visitor.ts';
import { linkIdentity } from './support/link-identity.ts';

const hour = 3_600_000;

let making: Making;

beforeAll(async () => {
  making = await startMaking();
});
afterEach(async () => {
  making.app.gitlab.faults.clear();
  // The last test leaves no app that could be asked.
  await post('/identity/unlink').catch(() => undefined);
});
afterAll(() => making.app.close());

const host = () => making.app.gitlab.url;
const post = (path: string) =>
  making.site.ask({ path, fields: { host: host() }, accountId: making.site.memberId });
const show = async () =>
  wordsOf(await making.site.ask({ path: '/identity', accountId: making.site.memberId }));
/** Whose tokens GitLab honours, but for the account's own. */
const holders = () =>
  making.app.gitlab.world.tokenHolders(making.application.application).filter((name) => name !== 'jane');
const rows = () =>
  making.app.ctx.db.rows<Record<string, string>>('select * from person_token where tenant_id = $1', [
    making.site.tenant.id,
  ]);
const branch = (name: string) =>
  making.site.ask({
    path: '/branches',
    accountId: making.site.memberId,
    fields: {
      issueKey: 'ABC-7',
      repository: making.repositories.get('acme/engine') ?? '',
      source: 'main',
      name,
    },
  });

describe('to let the app create as oneself', () => {
  it('links the GitLab user, keeps sealed tokens, and shows which addresses count', async () => {
    expect(await show()).toContain('The app then keeps access to GitLab as you, encrypted');
    await letAct(making, { username: 'joe' });
    const page = await show();
    expect(page).toContain('Linked with @joe');
    expect(page).toContain('Allowed since');
    expect(page).toContain('joe@example.com');
    expect(holders()).toEqual(['joe']);
    const [kept] = await rows();
    expect(kept?.['access_token']).toMatch(/^test\./);
    expect(JSON.stringify(await making.app.ctx.db.rows('select * from identity_email'))).not.toContain(
      'joe@',
    );
  });

  it('is taken back in one click: GitLab ends the tokens, and the link stays', async () => {
    await letAct(making, { username: 'joe' });
    expect(wordsOf(await post('/identity/stop-acting'))).toContain('Linked with @joe');
    expect([holders(), await rows()]).toEqual([[], []]);
  });

  it('ends with the link, by whomever it is removed, and where GitLab is silent it is told later', async () => {
    await letAct(making, { username: 'joe' });
    making.app.gitlab.faults.add({ match: 'oauth.revoke', status: 503 });
    const fields = { host: host(), accountId: making.site.memberId };
    await making.site.ask({ path: '/identities/unlink', fields });
    expect([holders(), await rows()]).toEqual([['joe'], []]);
    making.app.gitlab.faults.clear();
    making.app.advance(hour);
    await making.app.drain();
    expect(holders()).toEqual([]);
  });

  it('ends when the person turns out to be another GitLab user', async () => {
    await letAct(making, { username: 'joe' });
    await linkIdentity(making.site, host(), { username: 'max' });
    expect(await show()).toContain('Linked with @max');
    expect([holders(), await rows()]).toEqual([[], []]);
  });

  it('stays when the person links the same user again, and once more replaces what was allowed before', async () => {
    await letAct(making, { username: 'joe' });
    await linkIdentity(making.site, host(), { username: 'joe' });
    expect(holders()).toEqual(['joe']);
    await letAct(making, { username: 'joe' });
    expect([holders(), (await rows()).length]).toEqual([['joe'], 1]);
  });

  it('ends when Atlassian says that the person has gone', async () => {
    await letAct(making, { username: 'joe' });
    const person = { tenantId: making.site.tenant.id, accountId: making.site.memberId };
    for (const place of peopleOfIdentities) await place.erase(making.app.ctx, person);
    expect([holders(), await rows()]).toEqual([[], []]);
  });

  it('renews the single-use tokens once for all who ask at once', async () => {
    await letAct(making, { username: 'joe' });
    making.app.advance(3 * hour);
    const before = making.app.gitlab.counts['oauth.token'] ?? 0;
    await Promise.all(['ABC-7-a', 'ABC-7-b', 'ABC-7-c'].map(branch));
    expect((making.app.gitlab.counts['oauth.token'] ?? 0) - before).toBe(1);
    expect([...making.project.repository.branches.keys()]).toEqual(
      expect.arrayContaining(['ABC-7-a', 'ABC-7-b', 'ABC-7-c']),
    );
  });

  it('keeps nothing where the person is no member of the site any more', async () => {
    const left = making.site.site.createUser({ displayName: 'Leaver' });
    const page = await making.site.ask({
      path: '/identity/act',
      fields: { host: host() },
      accountId: left.accountId,
    });
    expect(page.status).toBe(200);
    left.active = false;
    const end = await letAct(making, { username: 'joe', accountId: left.accountId }).catch(() => undefined);
    expect(end?.url).not.toBe(making.site.identityUrl());
    expect([holders(), await rows()]).toEqual([[], []]);
  });

  it('ends with the application of the account, and with the site', async () => {
    await letAct(making, { username: 'joe' });
    await making.site.uninstall();
    await making.app.drain();
    expect([holders(), await rows()]).toEqual([[], []]);
    expect(making.app.gitlab.world.tokenHolders(making.application.application)).toEqual([]);
  });
});
