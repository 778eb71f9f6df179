import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProcessorBuilder, ProductTriggerScopesValidator, ValidationTypes } from '@forge/manifest';
import { parse } from 'yaml';
import { buildForge } from '../../forge/build.ts';
import { forgeManifest, regions, type Publisher } from '../../src/tenant/forge/manifest/forge-manifest.ts';
import { manifestCommand } from '../../src/cli/manifest-command.ts';
import { root, startChild } from '../house/fixtures/child.ts';

const appId = 'ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555';
const plain: Publisher = {
  appId,
  baseUrl: 'https://app.example.com',
  appName: 'GitLab in Jira',
  vendorUrl: 'https://vendor.example.com',
};
const whole: Publisher = {
  ...plain,
  appName: `GitLab "for" Jira's {{appId}} $& \\ # & <b>: ü`,
  regions: Object.fromEntries(regions.map((region) => [region, `https://${region}.example.com`])),
  connectKey: 'com.example.gitlab',
  isLicensed: true,
};

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'manifest-'));
  await buildForge(folder);
  // One of Forge's validators looks for the texts from where it runs.
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

const mapping = 'node_modules/@forge/manifest/out/mapping/product-event-to-scope-mapping.json';
const ofEvents = new ProductTriggerScopesValidator(
  JSON.parse(readFileSync(path.join(root, mapping), 'utf8')),
);

/**
 * What Atlassian's own validators say, those of `forge lint` and `forge deploy`; empty when all are content. FULL runs
 * every validator but those of BASIC's schema and of the scopes of events: the other types are parts of it, and each
 * would compile its schema again for two seconds.
 */
async function faults(manifest: string): Promise<string[]> {
  const file = path.join(folder, 'manifest.yml');
  writeFileSync(file, manifest);
  const results = [await validated(file, ValidationTypes.BASIC), await validated(file, ValidationTypes.FULL)];
  results.push(await ofEvents.validate(results[1]?.manifestObject));
  const found = results.flatMap(({ success, errors = [] }) =>
    success || errors.length > 0 ? errors.map(({ message }) => message) : ['refused'],
  );
  return [...new Set(found)];
}

function validated(file: string, type: ValidationTypes) {
  return ProcessorBuilder.instance().withValidation(type).build().process(file);
}

describe("the Forge app's manifest", () => {
  it.each([
    ['as plain as can be', plain],
    ['with regions, a Connect key, a licence and a hostile name', whole],
  ])('satisfies all validators of Forge: %s', async (_, publisher) => {
    expect(await faults(forgeManifest(publisher))).toEqual([]);
  });

  // The other half of the proof: the validators look.
  it.each<[string, [string | RegExp, string], RegExp]>([
    ['a key used twice', ['key: lifecycle-events', 'key: hourly'], /duplicate|unique/i],
    ['an interval there is none of', ['interval: hour', 'interval: minute'], /interval/],
    ['an address that is none', [/homeUrl: .*/, 'homeUrl: vendor'], /homeUrl/],
    ['a scope there is none of', ['read:jira-user: {}', 'read:jira-all: {}'], /read:jira-all/],
    ['an event without its scope', ['avi:forge:upgraded:app', 'avi:confluence:created:page'], /confluence/],
    ['an endpoint that is missing', ['endpoint: pre-uninstall', 'endpoint: elsewhere'], /elsewhere/],
    ['a remote that is missing', ['remote: backend', 'remote: elsewhere'], /elsewhere/],
    ['a bundle that is missing', ['path: static/issue', 'path: static/nowhere'], /static\/nowhere/],
    ['a text that is missing', ['i18n: identity.title', 'i18n: identity.name'], /identity\.name/],
    ['a second page in the sidebar', ['      useAsConfig: true\n', ''], /single entry/],
    ['an event without a route', [/route:\n\s+path: \/forge\/events\/lifecycle/, 'route:'], /route/],
    ['data kept without a word of it', [/storage:\n\s+inScopeEUD: true/, ''], /inScopeEUD/],
  ])('is refused with %s', async (_, [part, other], complaint) => {
    const manifest = forgeManifest(plain);
    const broken = manifest.replace(part, other);
    expect(broken).not.toBe(manifest);
    expect((await faults(broken)).join('\n')).toMatch(complaint);
  });

  it('holds what the vendor says, letter by letter', () => {
    const { app, remotes, modules } = parse(forgeManifest(whole));
    expect(app).toMatchObject({
      id: appId,
      connect: { key: 'com.example.gitlab', remote: 'backend' },
      licensing: { enabled: true },
    });
    expect(remotes[0].baseUrl).toMatchObject({
      default: 'https://app.example.com',
      EU: 'https://EU.example.com',
    });
    expect(modules['devops:buildInfoProvider'][0]).toMatchObject({
      name: { value: whole.appName },
      homeUrl: 'https://vendor.example.com',
      logoUrl: 'https://app.example.com/logo.svg',
    });
  });

  it('has a name for each page in every language of the app', () => {
    const { translations } = parse(forgeManifest(plain));
    const texts = translations.resources.map(({ path: file }: { path: string }) =>
      JSON.parse(readFileSync(path.join(folder, file), 'utf8')),
    );
    expect(texts).toEqual([
      {
        'page.accounts': 'DVCS accounts',
        'panel.contextLabel': 'Branches, merge requests, deployments',
        'tenant.getStarted.title': 'Get started',
        'identity.title': 'My GitLab identity',
      },
      expect.objectContaining({ 'page.accounts': 'DVCS-Konten', 'identity.title': 'Meine GitLab-Identität' }),
      expect.objectContaining({ 'page.accounts': 'DVCS アカウント' }),
    ]);
  });

  it('leaves out what the vendor does not have', () => {
    const { app, remotes } = parse(forgeManifest(plain));
    expect(Object.keys(app)).toEqual(['id', 'licensing', 'runtime']);
    expect(app.licensing.enabled).toBe(false);
    expect(remotes).toEqual([
      {
        key: 'backend',
        baseUrl: 'https://app.example.com',
        operations: ['compute', 'storage'],
        storage: { inScopeEUD: true },
      },
    ]);
  });

  it('lets the app act as people who are not there only where Smart Commits need it', () => {
    const scopes: Record<string, { allowImpersonation?: boolean }> = parse(forgeManifest(plain)).permissions
      .scopes;
    const impersonating = Object.keys(scopes).filter((scope) => scopes[scope]?.allowImpersonation === true);
    expect(impersonating).toEqual(['read:jira-work', 'write:jira-work']);
  });

  it('asks for the scopes that ADR 16 gives reasons for, and no others', () => {
    const reasons = readFileSync(path.join(root, 'docs/adr/0016-scopes-and-remotes.md'), 'utf8');
    const explained = [...reasons.matchAll(/`((?:read|write|delete|report):[a-z:-]+)`(?=.*\|)/g)].map(
      ([, scope]) => scope,
    );
    expect(Object.keys(parse(forgeManifest(plain)).permissions.scopes).sort()).toEqual(explained.sort());
  });
});

describe('cli manifest', () => {
  const cli = async (args: string[], env: Record<string, string> = {}) => {
    const child = startChild(path.join(root, 'src/cli.ts'), { args: ['manifest', ...args], env });
    const { code } = await child.ended();
    return { code, output: child.output() };
  };

  it("prints a vendor's own, from options or from the settings of the server", async () => {
    const options = [
      '--app-id',
      appId,
      '--base-url',
      'https://app.example.com/',
      '--region',
      'EU=https://eu.example.com',
    ];
    const names = { APP_NAME: plain.appName, VENDOR_URL: plain.vendorUrl };
    const { code, output } = await cli(
      [...options, '--connect-key', 'com.example.gitlab', '--licensed'],
      names,
    );
    expect(code).toBe(0);
    const given = {
      regions: { EU: 'https://eu.example.com' },
      connectKey: 'com.example.gitlab',
      isLicensed: true,
    };
    expect(output).toBe(forgeManifest({ ...plain, ...given }));
    const settings = { FORGE_APP_ID: appId, APP_BASE_URL: 'https://app.example.com', ...names };
    expect((await cli([], settings)).output).toBe(forgeManifest(plain));
  });

  it('writes it to a folder, before the app has an id too', async () => {
    const out = path.join(folder, 'new', 'app');
    const { code, output } = await cli(['--base-url', 'https://app.example.com', '--out', out]);
    expect([code, output]).toEqual([0, expect.stringContaining(path.join(out, 'manifest.yml'))]);
    expect(output).toContain('forge register');
    const written = readFileSync(path.join(out, 'manifest.yml'), 'utf8');
    expect(parse(written).app.id).toBe('ari:cloud:ecosystem::app/00000000-0000-0000-0000-000000000000');
  });

  it.each([
    [{ appId: 'my-app' }, /--app-id must be .*; "my-app" is not/],
    [{ baseUrl: 'http://app.example.com' }, /--base-url must be an https address/],
    [{ baseUrl: 'https://app.example.com/jira' }, /--base-url must be an https address, no path/],
    [{ region: ['XX=https://xx.example.com'] }, /--region must look like EU=.*XX=https/],
    [{ region: ['EU=eu.example.com'] }, /--region must look like EU=/],
    [{ connectKey: 'a key' }, /--connect-key must be/],
  ])('refuses %j with words', (wrong, words) => {
    const right = { appId, baseUrl: 'https://app.example.com', region: [], licensed: false };
    expect(() => manifestCommand({ json: false }, { ...right, ...wrong })).toThrow(words);
  });
});
