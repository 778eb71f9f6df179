import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { installConnect } from '../support/install-tenant.ts';

const publisher = {
  APP_KEY: 'com.example.gitlab',
  APP_NAME: 'GitLab "for" Jira $& {{appKey}}',
  VENDOR_NAME: 'Example & Sons',
  VENDOR_URL: 'https://vendor.example.com/',
};

describe('the descriptor', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ env: publisher });
  });
  afterAll(() => app.close());
  const descriptor = async () => (await fetch(`${app.url}/atlassian-connect.json`)).json();

  it('is the file at the root with what the publisher set, and nothing else', async () => {
    const given = (await descriptor()) as Record<string, unknown>;
    expect(given).toMatchObject({
      key: 'com.example.gitlab',
      name: publisher.APP_NAME,
      baseUrl: app.url,
      vendor: { name: 'Example & Sons', url: 'https://vendor.example.com' },
    });
    const file = JSON.parse(readFileSync('atlassian-connect.json', 'utf8')) as object;
    expect(Object.keys(given)).toEqual(Object.keys(file));
    expect(JSON.stringify({ ...given, name: '', modules: '' })).not.toContain('{{');
  });

  it('offers visitors of a public Jira, who have not signed in, none of its pages', async () => {
    const { site, adminId, memberId } = await installConnect(app);
    expect(site.modulesFor(undefined)).toEqual([]);
    expect(site.modulesFor(memberId)).toEqual(expect.arrayContaining(['identity', 'project', 'issue']));
    expect(site.modulesFor(memberId)).not.toContain('accounts');
    expect(site.modulesFor(adminId)).toContain('accounts');
  });

  it('asks for what the app uses and no more', async () => {
    expect(await descriptor()).toMatchObject({
      scopes: ['READ', 'WRITE', 'DELETE', 'ACT_AS_USER'],
      apiMigrations: { 'signed-install': true, 'context-qsh': true, gdpr: true },
      authentication: { type: 'jwt' },
      enableLicensing: false,
      lifecycle: {
        installed: '/connect/installed',
        uninstalled: '/connect/uninstalled',
        enabled: '/connect/enabled',
        disabled: '/connect/disabled',
      },
    });
  });

  it('names what Jira lets it send beside: builds, deployments, feature flags', async () => {
    const { modules } = (await descriptor()) as { modules: Record<string, unknown> };
    const fields = {
      name: { value: publisher.APP_NAME },
      homeUrl: 'https://vendor.example.com',
      documentationUrl: 'https://vendor.example.com',
      logoUrl: `${app.url}/logo.svg`,
    };
    expect(modules).toMatchObject({
      jiraBuildInfoProvider: { key: 'builds', ...fields },
      jiraDeploymentInfoProvider: { key: 'deployments', ...fields },
      jiraFeatureFlagInfoProvider: { key: 'feature-flags', ...fields },
    });
  });

  it('names the development tool, the pages and the issue panel', async () => {
    const { modules } = (await descriptor()) as { modules: Record<string, never> };
    expect(modules).toMatchObject({
      jiraDevelopmentTool: {
        capabilities: ['branch', 'commit', 'pull_request'],
        logoUrl: `${app.url}/logo.svg`,
        actions: {
          createBranch: {
            templateUrl: expect.stringContaining(`${app.url}/create-branch?issueKey={issue.key}&jwt={jwt}`),
          },
          associateRepository: { templateUrl: `${app.url}/dev-tool/repositories/associate` },
        },
      },
      adminPages: [
        { key: 'accounts', name: { value: 'DVCS accounts' }, url: '/accounts?account={ac.account}' },
      ],
      generalPages: [
        { key: 'identity', location: 'system.user.options/personal', url: '/identity' },
        { key: 'create-branch', location: 'none', url: '/branches/new?issueKey={ac.issueKey}' },
      ],
      jiraProjectPages: [{ key: 'project', url: '/project?projectKey={project.key}' }],
      postInstallPage: { key: 'get-started', url: '/get-started' },
      jiraIssueContexts: [{ key: 'issue-context', target: { url: '/issue?issueKey={issue.key}' } }],
      jiraIssueContents: [{ key: 'issue', target: { url: '/issue?issueKey={issue.key}' } }],
    });
    expect((await fetch(`${app.url}/logo.svg`)).headers.get('cross-origin-resource-policy')).toBe(
      'cross-origin',
    );
  });

  it('installs under that name, and its pages open', async () => {
    const { pageUrl } = await installConnect(app);
    for (const module of ['get-started', 'accounts', 'identity'])
      expect((await fetch(pageUrl(module))).status).toBe(200);
    expect(await (await fetch(pageUrl('get-started'))).text()).toContain(
      `href="${app.jira.url}/plugins/servlet/ac/com.example.gitlab/accounts"`,
    );
  });

  it('has an address without a path: one with a path is refused at the start', () => {
    const read = () => readConfig({ APP_BASE_URL: 'https://example.com/connector' });
    expect(read).toThrow(/APP_BASE_URL: must have no path/);
  });
});
