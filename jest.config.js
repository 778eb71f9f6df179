import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';

/** Through an app inside Jira Cloud; and without one: in Jira Cloud, and in a Jira that somebody runs by themselves. */
const apps = ['connect', 'forge'];
const without = ['credentials', 'self-hosted'];
const cloud = [...apps, 'credentials'];
const all = [...cloud, 'self-hosted'];

/**
 * With which kinds of site the tests of a folder or file hold; the first that its name begins with counts. What is not
 * here knows nothing of sites, or of one kind only, and runs once. Single tests are left out by `itWhere`.
 *
 * @type {[string, string[]][]}
 */
const holds = [
  // Jira's bulk APIs, which a self-hosted Jira does not have.
  ...['answers', 'isolation', 'large', 'provided'].map((name) => [`dev-info/outbox-${name}`, cloud]),
  ['dev-info/who-runs', cloud],
  // Points and bursts as Jira Cloud counts those of an app.
  ...['jira-budget', 'metrics'].map((name) => [`budget/${name}`, apps]),
  // What credentials do not open: issues and people.
  ['smart-commit', [...apps, 'self-hosted']],
  ['long', apps],
  ['identity/reports', ['forge']],
  ['identity', [...apps, 'self-hosted']],
  ...['panel/dev-tool', 'leaving/vanished-site'].map((name) => [name, ['connect']]),
  ['panel', [...apps, 'self-hosted']],
  // In a browser, within Jira.
  ...[
    ...[
      'accounts',
      'answers',
      'create-branch',
      'identity',
      'issue-panel',
      'languages',
      'link-form',
      'moving-table',
    ],
    ...['project-page', 'repositories', 'smart-commits', 'try-line', 'webhooks', 'who-runs'],
  ].map((name) => [`browser/${name}`, apps]),
  ...['self-hosted', 'credentials'].map((kind) => [kind, [kind]]),
  ...['account', 'repository', 'webhook', 'tenant/other-site'].map((name) => [name, all]),
  ...['budget', 'ci', 'dev-info', 'leaving', 'sync', 'verify'].map((name) => [name, all]),
];
/** Of pages, what is shown inside Jira and what is served by itself are two ways: they run as one kind of each. */
const pages = ['account', 'panel', 'repository', 'webhook', 'tenant/other-site'];
const asked = process.env.JIRA_APP ?? 'turns';

/** @param {string} file */
const isOf = (name, file) => file.startsWith(`test/${name}`);
/** The one whose turn it is, whatever the file's name falls to: each file runs once, and all kinds have some. */
const inTurn = (file, kinds) =>
  kinds.length === 0 ? [] : [kinds[createHash('sha256').update(file).digest()[0] % kinds.length]];

/** The kinds of site that a test file runs with. */
function kindsFor(file) {
  const possible = holds.find(([name]) => isOf(name, file))?.[1];
  if (possible === undefined) return ['turns', 'both', 'all', 'connect'].includes(asked) ? ['connect'] : [];
  const those = (kinds) => possible.filter((kind) => kinds.includes(kind));
  if (asked === 'both') return those(apps);
  if (asked === 'all') return possible;
  if (asked !== 'turns') return those([asked]);
  if (!pages.some((name) => isOf(name, file))) return inTurn(file, possible);
  return [apps, without].flatMap((kinds) => inTurn(file, those(kinds)));
}

const files = globSync('test/**/*.test.ts', { cwd: import.meta.dirname });

const projects = all
  .map((jiraApp) => ({ jiraApp, its: files.filter((file) => kindsFor(file).includes(jiraApp)) }))
  .filter(({ its }) => its.length > 0);

/** @type {import('jest').Config} */
export default {
  projects: projects.map(({ jiraApp, its }) => ({
    displayName: jiraApp,
    globals: { jiraApp },
    testMatch: its.map((file) => `<rootDir>/${file}`),
    testPathIgnorePatterns: process.env.TEST_LONG === '1' ? [] : ['\\.long\\.test\\.ts$'],
    // Node.js runs the sources as they are, here as in production: see the runner.
    runner: '<rootDir>/test/support/runner/runner.js',
    transform: {},
    globalSetup: '<rootDir>/test/support/global-setup.js',
    globalTeardown: '<rootDir>/test/support/global-teardown.js',
  })),
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  // Many times what a test takes: it ends what hangs, and a machine that does other things may be slow.
  testTimeout: 120_000,
  maxWorkers: 2,
};
