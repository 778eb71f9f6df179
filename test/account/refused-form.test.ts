import { createServer, type RequestListener } from 'node:http';
import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { listAccounts } from '../../src/account/account.store.ts';
import { createApp } from '../../src/app.ts';
import { createHttp } from '../../src/lib/http/client.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { addApplication, formFor } from '../support/link-account.ts';
import { unescapeHtml, type Page } from '../support/visitor.ts';
import { startGitlabSandbox } from '../sandbox/gitlab/sandbox.ts';
import { selfSigned } from './support/self-signed.ts';

let app: TestApp;
let site: InstalledTenant;
const closing: (() => Promise<unknown> | undefined)[] = [];

beforeAll(async () => {
  app = await startTestApp();
  site = await installTenant(app);
});
afterEach(async () => {
  app.gitlab.faults.clear();
  for (const close of closing.splice(0)) await close();
  // Whatever was refused, nothing is left behind.
  expect(await listAccounts(app.ctx.db, site.tenant.id)).toEqual([]);
});
afterAll(() => app.close());

const add = (fields: Record<string, string>, at: TestApp = app): Promise<Page> =>
  site.ask({
    path: '/accounts',
    server: at.url,
    fields: {
      ...formFor(app, { namespace: 'acme', username: 'jane', application: addApplication(app) }),
      ...fields,
    },
  });

/** The message at a field, found as a screen reader finds it: the input names by aria-describedby where it stands. */
function faultAt(page: Page, field: string): string {
  const input = new RegExp(`<(?:input|select)[^>]* id="${field}"[^>]*>`).exec(page.text)?.[0] ?? '';
  expect(input).toContain('aria-invalid="true"');
  const places = /aria-describedby="([^"]*)"/.exec(input)?.[1]?.split(' ') ?? [];
  const found = places.flatMap((id) => {
    const [, words] =
      new RegExp(`id="${id}"[^>]*>\\s*<p class="finding finding-fault" data-field="${field}">(.*?)</p>`).exec(
        page.text,
      ) ??
      new RegExp(`<p class="field-error" id="${id}">([^<]*)<`).exec(page.text) ??
      [];
    return words === undefined ? [] : [unescapeHtml(words.replace(/<[^>]*>/g, ''))];
  });
  return found.join(' ');
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
}

/** The same app on a port of its own, where every name has the addresses that `answer` gives. */
async function appThatResolves(answer: () => LookupAddress[]): Promise<TestApp> {
  const http = createHttp({
    privateHosts: app.ctx.config.privateHosts,
    resolve: () => Promise.resolve(answer()),
  });
  closing.push(() => http.close());
  const ctx = { ...app.ctx, http };
  return { ...app, ctx, url: await serve(await createApp(ctx)) };
}

describe('the form is refused', () => {
  it('with every empty field marked, and what was typed kept, but for the secret', async () => {
    const page = await add({ namespace: '', clientId: '', clientSecret: 'one two', hostUrl: 'https://' });
    expect(page.status).toBe(422);
    expect(faultAt(page, 'namespace')).toContain('Enter the path of a group');
    expect(faultAt(page, 'client-id')).toContain('Application ID');
    expect(faultAt(page, 'client-secret')).toContain('Secret');
    expect(faultAt(page, 'host-url')).toContain('https://gitlab.example.com');
    expect(page.text).toContain('value="https://"');
    expect(page.text).not.toContain('one two');
  });

  it('for a wrong client id, and for a wrong client secret', async () => {
    for (const wrong of [{ clientId: 'unknown' }, { clientSecret: 'gloas-wrong' }]) {
      const page = await add(wrong);
      expect(page.status).toBe(422);
      expect(faultAt(page, 'client-id')).toContain(
        'GitLab does not know this Client ID with this Client Secret',
      );
      expect(page.text).not.toContain('gloas-wrong');
    }
  });

  it('for a host that is no GitLab', async () => {
    const wordpress = await serve((_req, res) => res.writeHead(404).end('<h1>Not here</h1>'));
    expect(faultAt(await add({ hostUrl: wordpress }), 'host-url')).toContain(
      `There is no GitLab at ${wordpress}`,
    );
    const other = await serve((_req, res) => res.writeHead(401).end('{"error":"no"}'));
    expect(faultAt(await add({ hostUrl: other }), 'host-url')).toContain('There is no GitLab at');
  });

  it('for a path below which there is no GitLab', async () => {
    expect(faultAt(await add({ hostUrl: `${app.gitlab.url}/wrong` }), 'host-url')).toContain(
      'There is no GitLab',
    );
    app.gitlab.violations.length = 0;
  });

  it('for a host that redirects elsewhere, and says where to', async () => {
    const old = await serve((req, res) =>
      res.writeHead(301, { location: `https://new.example.com/git${req.url ?? ''}` }).end(),
    );
    expect(faultAt(await add({ hostUrl: old }), 'host-url')).toBe(
      `${old} redirects elsewhere. If GitLab is at https://new.example.com/git, enter that as Host URL.`,
    );
    const gate = await serve((_req, res) =>
      res.writeHead(302, { location: 'https://sso.example.com/login?ticket=one-time' }).end(),
    );
    const words = faultAt(await add({ hostUrl: gate }), 'host-url');
    expect(words).toContain('https://sso.example.com');
    expect(words).not.toContain('one-time');
  });

  it('for a certificate that is not trusted', async () => {
    const gitlab = await startGitlabSandbox({ tls: selfSigned() });
    closing.push(() => gitlab.close());
    expect(faultAt(await add({ hostUrl: gitlab.url }), 'host-url')).toContain('certificate');
  });

  it.each([
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://2130706434',
  ])('for the private address %s', async (hostUrl) => {
    expect(faultAt(await add({ hostUrl }), 'host-url')).toContain('PRIVATE_HOSTS');
  });

  it.each([
    ['a private address', [{ address: '192.168.0.10', family: 4 }]],
    ['this machine', [{ address: '::1', family: 6 }]],
    [
      'a public address and a private one',
      [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ],
  ])('for a name that resolves to %s', async (_name, answers) => {
    const resolving = await appThatResolves(() => answers);
    const page = await add({ hostUrl: 'https://gitlab.example.com' }, resolving);
    expect(page.status).toBe(422);
    expect(faultAt(page, 'host-url')).toContain('gitlab.example.com is a private address');
    expect(faultAt(page, 'host-url')).toContain('PRIVATE_HOSTS');
  });

  it('for a name that resolves to a private address the next time', async () => {
    const gitlab = await startGitlabSandbox({ tls: selfSigned() });
    closing.push(() => gitlab.close());
    // The listed 127.0.0.1 stands for a public address: that it was called shows by its certificate.
    let address = '127.0.0.1';
    const resolving = await appThatResolves(() => [{ address, family: 4 }]);
    const hostUrl = `https://gitlab.example.com:${new URL(gitlab.url).port}`;
    expect(faultAt(await add({ hostUrl }, resolving), 'host-url')).toContain('certificate');
    address = '127.0.0.2';
    expect(faultAt(await add({ hostUrl }, resolving), 'host-url')).toContain('PRIVATE_HOSTS');
  });

  it('for plain http to a host that is not listed', async () => {
    const page = await add({ hostUrl: 'http://gitlab.example.com' });
    expect(faultAt(page, 'host-url')).toContain('must start with https://');
  });

  it('for a host that nobody answers at', async () => {
    const gone = await serve(() => undefined);
    await closing.pop()?.();
    expect(faultAt(await add({ hostUrl: gone }), 'host-url')).toContain('refuses connections');
  });

  it('for a host that takes too long', async () => {
    const silent = await serve(() => undefined);
    expect(faultAt(await add({ hostUrl: silent }), 'host-url')).toContain('did not answer in time');
  }, 20_000);

  it('while GitLab is down', async () => {
    app.gitlab.faults.add({ match: () => true, status: 502, body: 'Bad Gateway' });
    expect(faultAt(await add({}), 'host-url')).toContain('cannot answer right now (HTTP 502)');
  });
});

describe('the guide beside the form', () => {
  const guide = (query: Record<string, string>) =>
    site.ask({ path: `/accounts/guide?${new URLSearchParams(query).toString()}` });

  it('links to the applications of what is typed', async () => {
    const page = await guide({
      host: 'self-managed',
      hostUrl: 'example.com/gitlab/',
      namespace: 'acme/backend',
    });
    const links = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, href]) => unescapeHtml(href ?? ''));
    expect(links).toEqual([
      'https://example.com/gitlab/groups/acme/backend/-/settings/applications',
      'https://example.com/gitlab/-/user_settings/applications',
      'https://example.com/gitlab/admin/applications',
      'https://example.com/gitlab/-/user_settings/applications',
    ]);
  });

  it('has no instance-wide application for the public GitLab, and no link while there is no address', async () => {
    expect((await guide({ host: 'gitlab', namespace: 'acme' })).text).toContain(
      `href="${app.ctx.config.gitlabComUrl}/groups/acme/-/settings/applications"`,
    );
    expect((await guide({ host: 'gitlab', namespace: 'acme' })).text).not.toContain('/admin/applications');
    const page = await guide({
      host: 'self-managed',
      hostUrl: 'javascript:alert(1)',
      namespace: '"><script>',
    });
    expect(page.text).not.toContain('href');
    expect(page.text).not.toContain('<script>');
  });
});
