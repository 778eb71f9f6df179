/**
 * The documented shape of a Connect descriptor, closed: a field that Connect does not document is refused. Modules
 * the sandbox does not host are accepted as they are.
 * Source: developer.atlassian.com/cloud/jira/platform/connect-app-descriptor and the pages of the modules.
 */
const text = { type: 'string', minLength: 1 };
const i18n = closed({ value: text, i18n: text }, ['value']);
const moduleKey = { type: 'string', pattern: '^[a-zA-Z0-9-]+$', maxLength: 100 };
const relativeUrl = { type: 'string', pattern: '^/' };
const absoluteUrl = { type: 'string', pattern: '^https?://', maxLength: 2000 };
const icon = closed({ url: text, width: { type: 'number' }, height: { type: 'number' } }, ['url']);
const conditions = { type: 'array', items: { type: 'object' } };
const params = { type: 'object', additionalProperties: { type: 'string' } };

const page = closed(
  {
    key: moduleKey,
    name: i18n,
    url: relativeUrl,
    location: text,
    weight: { type: 'number' },
    conditions,
    icon,
    params,
    fullPage: { type: 'boolean' },
    cacheable: { type: 'boolean' },
    iconUrl: text,
    layout: { type: 'object' },
    tooltip: i18n,
    supportsMobile: { type: 'boolean' },
  },
  ['key', 'name', 'url'],
);

const issuePanelFields = {
  key: moduleKey,
  name: i18n,
  icon,
  tooltip: i18n,
  target: closed({ type: { enum: ['web_panel'] }, url: relativeUrl }, ['type', 'url']),
  conditions,
};
const issueContent = closed(
  { ...issuePanelFields, contentPresentConditions: conditions, jiraNativeApps: { type: 'object' } },
  ['key', 'name', 'icon', 'tooltip', 'target'],
);
const issueContext = closed(
  {
    ...issuePanelFields,
    content: { type: 'object' },
    status: { type: 'object' },
    jiraNativeApps: { type: 'object' },
  },
  ['key', 'name', 'icon', 'content', 'target'],
);

const developmentTool = closed(
  {
    key: moduleKey,
    name: i18n,
    application: i18n,
    url: absoluteUrl,
    logoUrl: absoluteUrl,
    capabilities: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { enum: ['branch', 'commit', 'pull_request'] },
    },
    actions: developmentActions(),
  },
  ['key', 'name', 'application', 'url', 'logoUrl', 'capabilities'],
);

const providerFields = {
  key: moduleKey,
  name: i18n,
  homeUrl: absoluteUrl,
  logoUrl: absoluteUrl,
  documentationUrl: absoluteUrl,
  actions: { type: 'object' },
};
const provider = closed(providerFields, ['key', 'name', 'homeUrl']);
const anything = { type: ['object', 'array'] };
const pages = { type: 'array', items: page };

const modules = closed({
  jiraDevelopmentTool: developmentTool,
  adminPages: pages,
  generalPages: pages,
  profilePages: pages,
  jiraProjectPages: pages,
  jiraIssueTabPanels: pages,
  webPanels: pages,
  postInstallPage: page,
  configurePage: page,
  jiraIssueContents: { type: 'array', items: issueContent },
  jiraIssueContexts: { type: 'array', items: issueContext },
  jiraIssueGlances: { type: 'array', items: issueContext },
  jiraBuildInfoProvider: provider,
  jiraDeploymentInfoProvider: provider,
  jiraFeatureFlagInfoProvider: provider,
  jiraRemoteLinkInfoProvider: provider,
  jiraSecurityInfoProvider: provider,
  jiraProjectAdminTabPanels: pages,
  jiraEntityProperties: anything,
  jiraGlobalPermissions: anything,
  jiraProjectPermissions: anything,
  jiraIssueFields: anything,
  dialogs: anything,
  keyboardShortcuts: anything,
  webItems: anything,
  webSections: anything,
  webhooks: anything,
});

export const DESCRIPTOR_SCHEMA = closed(
  {
    key: { type: 'string', pattern: '^[a-zA-Z0-9._-]+$', maxLength: 64 },
    name: { type: 'string', minLength: 1, maxLength: 80 },
    description: { type: 'string' },
    baseUrl: text,
    authentication: closed({ type: { const: 'jwt' } }, ['type']),
    vendor: closed({ name: text, url: absoluteUrl }),
    links: { type: 'object', additionalProperties: { type: 'string' } },
    lifecycle: closed({
      installed: relativeUrl,
      uninstalled: relativeUrl,
      enabled: relativeUrl,
      disabled: relativeUrl,
    }),
    scopes: {
      type: 'array',
      uniqueItems: true,
      items: {
        enum: [
          'NONE',
          'READ',
          'WRITE',
          'DELETE',
          'PROJECT_ADMIN',
          'ADMIN',
          'ACT_AS_USER',
          'ACCESS_EMAIL_ADDRESSES',
        ],
      },
    },
    apiMigrations: closed(
      { 'signed-install': { const: true }, 'context-qsh': { type: 'boolean' }, gdpr: { type: 'boolean' } },
      ['signed-install'],
    ),
    apiVersion: { type: 'integer' },
    enableLicensing: { type: 'boolean' },
    translations: { type: 'object' },
    cloudAppMigration: { type: 'object' },
    regionBaseUrls: { type: 'object', additionalProperties: absoluteUrl },
    modules,
  },
  // Without signed-install an installation cannot be verified; Connect has refused such apps since 2021.
  ['key', 'baseUrl', 'authentication', 'lifecycle', 'apiMigrations'],
);

/** Source: Connect, "Development actions": each has a template for an address, and nothing else. */
function developmentActions() {
  const action = closed({ templateUrl: absoluteUrl }, ['templateUrl']);
  const names = [
    ...['createBranch', 'createRepository', 'searchConnectedWorkspaces', 'searchRepositories'],
    ...['associateRepository', 'disassociateRepository', 'syncRepository', 'linkWorkspace'],
  ];
  return closed(Object.fromEntries(names.map((name) => [name, action])));
}

function closed(properties: Record<string, unknown>, required: string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}
