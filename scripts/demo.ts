import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { control } from './demo/control.ts';
import { checkFree, demoPorts } from './demo/ports.ts';
import { seedSmartCommits } from './demo/smart-commits.ts';
import { demoGroup, startStack, type Stack } from './demo/stack.ts';

const help = `npm run demo -- [options]

A sandbox GitLab, a sandbox Jira and the app between them, on this machine only. Ctrl+C ends it.

  --forge          the site has the app through Forge (the default)
  --connect        the site has the app through Connect
  --manual         leave the linking of the GitLab account to you
  --data <folder>  import this history instead of a small made one
  --once           end with a summary as soon as everything is imported
  --port <number>  first of three ports (default ${demoPorts.app})
  --help           this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      forge: { type: 'boolean', default: false },
      connect: { type: 'boolean', default: false },
      manual: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      data: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  if (values.manual && values.once)
    throw new Error('--once cannot wait for --manual: leave one of them out.');
  if (values.forge && values.connect) throw new Error('Choose one of --forge and --connect.');
  const first = Number(values.port ?? demoPorts.app);
  const ports = { app: first, gitlab: first + 1, jira: first + 2 };
  await checkFree(ports);

  // Listened to from here on: a start that is interrupted has processes to stop as well.
  const ended = interrupted();
  console.log('Starting GitLab, Jira and the app …');
  const stack = await startStack({
    jiraApp: values.connect ? 'connect' : 'forge',
    ports,
    data: values.data,
    gitlabFlags: ['--pipelines', '150', '--recent'],
  });
  try {
    if (!values.manual) {
      await stack.admin.linkAccount(demoGroup, stack.application);
    }
    printAddresses(stack, values.manual);
    const filled = values.manual ? Promise.resolve() : fill(stack, values.once);
    const end = values.once ? filled.then(() => '' as const) : new Promise<never>(() => undefined);
    // Those who look around need not stop for it.
    if (!values.once) filled.catch((error: unknown) => console.error(wordsOf(error)));
    const why = await Promise.race([end, ended, stack.broken]);
    if (why !== '') throw new Error(`The process "${why}" ended by itself. Its log was in ${stack.folder}.`);
  } finally {
    console.log('Stopping …');
    await stack.stop();
  }
}

/** What there is to see: the import first, then commits that act on issues. */
async function fill(stack: Stack, withSummary: boolean): Promise<void> {
  await importEnd(stack, withSummary);
  const { comments, worklogs, transitions } = await seedSmartCommits(stack);
  console.log(
    `Smart Commits have made ${comments} comments and ${worklogs} worklogs, and moved issues ${transitions} times.`,
  );
  await checkCalls(stack);
}

async function importEnd({ admin, addresses }: Stack, withSummary: boolean): Promise<void> {
  const start = Date.now();
  while (await admin.isBusy()) await sleep(500);
  if (!withSummary) return;
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const state = (await control(addresses.jira, 'state')) as {
    apps: { repositories: number; entities: Record<string, number> }[];
    provided: Record<'builds' | 'deployments' | 'featureFlags', { created: number }>;
  };
  const [app] = state.apps;
  const { branches = 0, commits = 0, pullRequests = 0 } = app?.entities ?? {};
  console.log(
    `Imported in ${seconds} s. Jira has ${commits} commits, ${branches} branches and ${pullRequests} pull requests ` +
      `of ${app?.repositories ?? 0} repositories.`,
  );
  const { builds, deployments, featureFlags } = state.provided;
  console.log(
    `It also has ${builds.created} builds, ${deployments.created} deployments and ` +
      `${featureFlags.created} feature flags.`,
  );
}

async function checkCalls({ addresses }: Stack): Promise<void> {
  const of = async (url: string) => ((await control(url, 'state')) as { violations: string[] }).violations;
  const violations = [...(await of(addresses.jira)), ...(await of(addresses.gitlab))];
  if (violations.length > 0) throw new Error(`Undocumented calls:\n${violations.join('\n')}`);
}

function interrupted(): Promise<''> {
  return new Promise((resolve) => {
    // Kept on: Ctrl+C comes from the terminal and once more through npm, and must not cut the stop short.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(''));
    // npm that is ended by a signal takes the shell with it, and tells nobody below.
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve('');
    }, 500).unref();
  });
}

function printAddresses(
  { addresses, installed, application, issueKey, folder }: Stack,
  manual: boolean,
): void {
  const lines = [
    '',
    `  DVCS accounts    ${installed.accountsUrl}`,
    `  An issue         ${addresses.jira}/browse/${issueKey}`,
    `  A project        ${addresses.jira}/browse/${issueKey.replace(/-.*/, '')} (its tab "GitLab")`,
    `  GitLab           ${addresses.gitlab} (users admin, dana and guest; password "password")`,
    `  Write a commit   ${addresses.gitlab}/_sandbox/commit (try "${issueKey} #comment Hello #time 1h #close")`,
    `  Logs             ${folder}`,
    '',
    'Jira asks who you are: choose Ada Admin.',
    ...(manual
      ? [
          'Choose "Link GitLab account" and enter',
          '  Host                  GitLab',
          `  Team or User Account  ${demoGroup}`,
          `  Client ID             ${application.clientId}`,
          `  Client Secret         ${application.clientSecret}`,
        ]
      : [`The GitLab group "${demoGroup}" is linked, and its history is on its way.`]),
    'Ctrl+C ends the demo and removes what it made.',
    '',
  ];
  console.log(lines.join('\n'));
}

function wordsOf(error: unknown): unknown {
  return error instanceof Error ? error.message : error;
}

await main().catch((error: unknown) => {
  console.error(wordsOf(error));
  process.exitCode = 1;
});
