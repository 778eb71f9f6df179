import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';

// A Jira site has the app through Connect or through Forge. Tests of pages and of synchronizing hold for both, and are
// the same files: pages run as both, of the others each runs as one of them, whatever its name falls to (with
// JIRA_APP=both as both, with JIRA_APP=connect or forge as that one alone).
const pages = ['account', 'panel', 'repository', 'webhook', 'tenant/other-site'];
/** In a browser. */
const seen = [
  'accounts',
  'create-branch',
  'identity',
  'issue-panel',
  'languages',
  'link-form',
  'project-page',
  'repositories',
  'smart-commits',
  'try-line',
  'webhooks',
  'who-runs',
].map((name) => `browser/${name}`);
const inTurn = [
  ...['budget', 'ci', 'dev-info', 'identity', 'leaving/leaving', 'long', 'smart-commit', 'sync', 'verify'],
  ...seen,
];
const apps = /** @type {const} */ (['connect', 'forge']);
/** And one with OAuth credentials, without an app: JIRA_APP=credentials. What such a site cannot do is skipped there. */
const kinds = /** @type {const} */ ([...apps, 'credentials']);
// A Jira that somebody runs by themselves takes no development information: what needs none holds for it, too.
// Some files run with it every time; all of them with JIRA_APP=self-hosted or JIRA_APP=all.
const alsoSelfHosted = ['smart-commit/run'];
const eachTime = ['acts', 'once', 'refused'].map((name) => `smart-commit/run/${name}.`);
const asked = process.env.JIRA_APP ?? 'turns';

/** @param {string} file */
const isOf = (folders, file) => folders.some((folder) => file.startsWith(`test/${folder}`));
const nameFallsTo = (file) => apps[createHash('sha256').update(file).digest()[0] % apps.length];

/** The kinds of site that a test file runs with. What knows nothing of sites, or one kind only, runs once. */
function kindsFor(file) {
  if (asked === 'self-hosted') return isOf(alsoSelfHosted, file) ? ['self-hosted'] : [];
  if (!isOf([...pages, ...inTurn], file))
    return asked === 'forge' || asked === 'credentials' ? [] : ['connect'];
  if (kinds.some((kind) => kind === asked)) return [asked];
  const server = isOf(asked === 'all' ? alsoSelfHosted : eachTime, file) ? ['self-hosted'] : [];
  const every = isOf(pages, file) || asked === 'both' || asked === 'all';
  return [...(every ? apps : [nameFallsTo(file)]), ...(asked === 'both' ? [] : server)];
}

const files = globSync('test/**/*.test.ts', { cwd: import.meta.dirname });

const projects = [...kinds, 'self-hosted']
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
