import { parseArgs } from 'node:util';
import { runningClock } from '../clock.ts';
import { startJiraSandbox } from './jira-sandbox.ts';

/** Runs the Jira sandbox as a process of its own; prints one line of JSON when it is ready. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    /** Keys of projects with twenty issues each. */
    projects: { type: 'string', default: 'ABC' },
    /** Keys of projects of which every issue number exists. */
    'issues-from': { type: 'string', default: '' },
    latency: { type: 'string', default: '0' },
    'points-per-hour': { type: 'string' },
    burst: { type: 'string' },
    name: { type: 'string', default: 'Jira' },
    /** People are found by their e-mail addresses, though they hide them. */
    'manages-accounts': { type: 'boolean', default: false },
  },
});

const list = (text: string) => text.split(',').filter((part) => part !== '');
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));

const jira = await startJiraSandbox({
  port: Number(values.port),
  host: values.host,
  clock: runningClock(),
  projects: list(values.projects),
  allIssuesOf: list(values['issues-from']),
  latencyMs: Number(values.latency),
  displayName: values.name,
  managesAccounts: values['manages-accounts'],
  limits: { pointsPerHour: number(values['points-per-hour']), burstPerSecond: number(values.burst) },
});

// Hours pass by themselves, and when the clock is moved.
setInterval(() => void jira.tick(), 1000).unref();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void jira.close().then(() => process.exit(0)));
}

console.log(
  JSON.stringify({
    url: jira.url,
    clientKey: jira.clientKey,
    installKeysUrl: jira.installKeysUrl,
    tokenUrl: jira.tokenUrl,
    scriptUrl: jira.scriptUrl,
    forgeKeysUrl: jira.forgeKeysUrl,
    apiUrl: jira.apiUrl,
    adminAccountId: jira.admin.accountId,
    memberAccountId: jira.member.accountId,
  }),
);
