import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, formFor, linkAccount, type OauthApplication } from '../support/link-account.ts';
import { wordsOf, type Page } from '../support/visitor.ts';

let app: TestApp;
let site: InstalledTenant;
let application: OauthApplication;

beforeAll(async () => {
  app = await startTestApp({ violationsAllowed: true });
  site = await installTenant(app);
  application = addApplication(app);
  const { world } = app.gitlab;
  world.addUser({ username: 'jane', name: 'Jane <i>Doe</i>' });
  world.addGroup({ path: 'acme', name: 'Acme & <b>Sons</b>', visibility: 'public' });
  world.addGroup({ path: 'hidden', name: 'Hidden', visibility: 'private' });
});
afterEach(() => {
  app.gitlab.faults.clear();
  // Each test has the checks of its own minute.
  app.advance(60_000);
});
afterAll(() => app.close());

const check = (step: 'where' | 'what' | 'client', fields: Record<string, string> = {}, next = '') =>
  site.ask({
    path: `/accounts/new/${step}${next}`,
    fields: { ...formFor(app, { namespace: 'acme', username: 'jane', application }), ...fields },
  });
/** What was found out: `right`, `note` or `fault` with its field, and the words. */
const findings = ({ text }: Page) =>
  [...text.matchAll(/<p class="finding finding-(\w+)"(?: data-field="([\w-]+)")?>(.*?)<\/p>/g)].map(
    ([, kind, field, words]) => [kind, field, wordsOf({ text: words ?? '' })],
  );

describe('where GitLab is', () => {
  it('is told as right with what is known of its version, and the next step comes when it is asked for', async () => {
    const page = await check('where');
    expect(findings(page)).toEqual([
      ['right', undefined, `GitLab answers at ${app.gitlab.url}.`],
      ['right', undefined, expect.stringContaining('It is GitLab 15.2 or newer.')],
    ]);
    expect(page.text).not.toContain('data-goes-to');
    expect((await check('where', {}, '?next=2')).text).toContain('data-goes-to="2"');
    expect((await check('where', {}, '?next=9')).text).not.toContain('data-goes-to');
  });

  it('is told to be older where it is', async () => {
    app.gitlab.faults.add({ match: 'metadata', status: 404, body: { error: '404 Not Found' } });
    expect(findings(await check('where'))[1]).toEqual([
      'note',
      undefined,
      expect.stringContaining('works with 13.0 and newer'),
    ]);
  });

  it.each([
    ['where', 'hostUrl'],
    ['what', 'namespace'],
  ] as const)('is nothing wrong yet (%s) before the person has entered anything', async (step, field) => {
    expect(findings(await check(step, { [field]: '' }))).toEqual([]);
    const next = step === 'where' ? '?next=2' : '?next=3';
    expect(findings(await check(step, { [field]: '' }, next))).toHaveLength(1);
  });

  it.each([
    ['', 'such as https://gitlab.example.com'],
    ['https://10.0.0.1', 'PRIVATE_HOSTS'],
    ['https://nowhere.invalid', 'cannot be found'],
  ])('is refused for the address %s, which keeps from going on', async (hostUrl, words) => {
    const page = await check('where', { hostUrl }, '?next=2');
    expect(findings(page)).toEqual([['fault', 'host-url', expect.stringContaining(words)]]);
    expect(page.text).not.toContain('data-goes-to');
  });

  it('is refused where something else answers', async () => {
    const server = createServer((_req, res) => res.writeHead(200).end('<h1>Hello</h1>')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const address = server.address();
    const hostUrl = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
    expect(findings(await check('where', { hostUrl }))).toEqual([
      ['fault', 'host-url', expect.stringContaining(`There is no GitLab at ${hostUrl}`)],
    ]);
    server.closeAllConnections();
    server.close();
  });

  it('is asked for gitlab.com at its own field', async () => {
    app.gitlab.faults.add({ match: () => true, status: 503, body: '' });
    expect(findings(await check('where', { host: 'gitlab' }))).toEqual([
      ['fault', 'host', expect.stringContaining('cannot answer right now (HTTP 503)')],
    ]);
  });

  it('is asked so many times a minute for a site, and never more', async () => {
    const asked = () => app.gitlab.counts['version'] ?? 0;
    const before = asked();
    const pages = [];
    for (let n = 0; n < 45; n += 1) pages.push(await check('where'));
    expect(asked() - before).toBe(40);
    expect(pages.slice(-1).flatMap(findings)).toEqual([
      ['fault', 'host-url', expect.stringContaining('Wait a minute')],
    ]);
    const added = await site.ask({
      path: '/accounts',
      fields: formFor(app, { namespace: 'acme', username: 'jane', application }),
    });
    expect(added.status).toBe(422);
    expect(wordsOf(added)).toContain('Wait a minute');
    expect(await listAccounts(app.ctx.db, site.tenant.id)).toEqual([]);
    // Another site has a minute of its own.
    const other = await installTenant(app, await app.jira.addSite());
    const page = await other.ask({
      path: '/accounts/new/where',
      fields: formFor(app, { namespace: 'acme', username: 'jane', application }),
    });
    expect(wordsOf(page)).toContain('GitLab answers');
  });
});

describe('which projects', () => {
  it('finds what GitLab shows to everybody, and shows its name as it is', async () => {
    const page = await check('what', {}, '?next=3');
    expect(findings(page)).toEqual([
      ['right', undefined, 'Found: the group Acme & <b>Sons</b>, with its subgroups.'],
    ]);
    expect(page.text).not.toContain('<b>');
    expect(page.text).toContain('data-goes-to="3"');
  });

  it.each(['hidden', 'nobody', 'no/such/group'])(
    'says honestly that %s cannot be known yet',
    async (path) => {
      const page = await check('what', { namespace: path }, '?next=3');
      expect(findings(page)).toEqual([
        ['note', undefined, expect.stringContaining(`GitLab shows no group or user ${path}`)],
      ]);
      expect(page.text).toContain('data-goes-to="3"');
    },
  );

  it('does not keep anyone from going on while GitLab does not answer', async () => {
    app.gitlab.faults.add({ match: 'group', status: 502, body: 'Bad Gateway' });
    const page = await check('what', {}, '?next=3');
    expect(findings(page)[0]?.[0]).toBe('note');
    expect(page.text).toContain('data-goes-to="3"');
  });

  it('is refused for what is no path, and for what is linked already', async () => {
    expect(findings(await check('what', { namespace: 'a b' }))).toEqual([
      ['fault', 'namespace', expect.stringContaining('not the path of a group or user')],
    ]);
    const linked = await linkAccount(app, site, { namespace: 'jane', username: 'jane' });
    const page = await check('what', { namespace: `${app.gitlab.url}/JANE` }, '?next=3');
    expect(findings(page)[0]?.[1]).toBe('namespace');
    expect(page.text).toContain(`href="/accounts/${linked.id}"`);
    expect(page.text).not.toContain('data-goes-to');
  });
});

describe('which application', () => {
  it('is told as known or not, once both fields are filled in, and never shown again', async () => {
    expect(findings(await check('client'))).toEqual([['right', undefined, 'GitLab knows this application.']]);
    expect(findings(await check('client', { clientSecret: '' }))).toEqual([]);
    const wrong = await check('client', { clientSecret: 'gloas-wrong' });
    expect(findings(wrong)).toEqual([
      ['fault', 'client-id', expect.stringContaining('GitLab does not know this Client ID')],
    ]);
    expect(wrong.text).not.toContain('gloas-wrong');
    expect(findings(await check('client', { clientSecret: 'one two' }))[0]?.[1]).toBe('client-secret');
  });
});
