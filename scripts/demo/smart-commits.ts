import { setTimeout as sleep } from 'node:timers/promises';
import { control } from './control.ts';
import type { Stack } from './stack.ts';

type Worked = {
  readonly comments: readonly unknown[];
  readonly worklogs: readonly unknown[];
  readonly transitions: number;
};

/** What came of the commits in Jira. */
export type Carried = { readonly comments: number; readonly worklogs: number; readonly transitions: number };

const patienceMs = 60_000;

/** Commits of today: some act on issues as they should, some say why not. */
function commits(issue: (n: number) => string) {
  const ada = { authorName: 'Ada Admin', authorEmail: 'admin@example.com' };
  const dana = { authorName: 'Dana Developer', authorEmail: 'dana@example.com' };
  const gus = { authorName: 'Gus Guest', authorEmail: 'guest@example.com' };
  return [
    { ...dana, message: `${issue(0)} #start-progress #comment I know why it crashes` },
    { ...dana, message: `${issue(0)} #time 2h 30m Found and fixed` },
    { ...ada, message: `${issue(0)} #time 20m Review #comment Looks good to me` },
    { ...ada, message: `${issue(1)}, ${issue(2)} #comment Waits for the next release` },
    { ...dana, message: `${issue(1)} #close Not needed any more` },
    // These end with words that say what to do.
    { ...dana, message: `${issue(2)} #deploy` },
    { ...ada, message: `${issue(2)} #time soon` },
    { ...gus, message: `${issue(2)} #comment From somebody whom Jira does not know` },
  ];
}

/** What these commits make in Jira: a comment after a transition is one more. */
const made: Carried = { comments: 5, worklogs: 2, transitions: 2 };

/**
 * Makes Dana known to Jira by her address and Ada by the list of authors, and pushes some Smart Commits: only those
 * that come after the import act on issues. Ends when Jira has what they ask for.
 *
 * @throws Error with what Jira has when that takes too long
 */
export async function seedSmartCommits(stack: Stack): Promise<Carried> {
  const { addresses, adminId, installed, issueKey } = stack;
  await control(addresses.jira, 'users', {
    displayName: 'Dana Developer',
    emailAddress: 'dana@example.com',
    emailVisible: true,
  });
  const form = { email: 'admin@example.com', accountId: adminId };
  const { status } = await installed.ask(adminId, { path: '/identities', form });
  if (status >= 400) throw new Error(`The app did not take who Ada is in commits (${status}).`);
  const [, key = '', number = '1'] = /^(.*-)(\d+)$/.exec(issueKey) ?? [];
  const before = await carried(stack);
  await control(addresses.gitlab, 'push', {
    ...(await firstProject(addresses.gitlab)),
    commits: commits((n) => `${key}${Number(number) + n}`),
  });
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const now = await carried(stack);
    const comments = now.comments - before.comments;
    const worklogs = now.worklogs - before.worklogs;
    const transitions = now.transitions - before.transitions;
    const sum = { comments, worklogs, transitions };
    if (comments >= made.comments && worklogs >= made.worklogs && transitions >= made.transitions) return sum;
    if (performance.now() > endsAt)
      throw new Error(`The Smart Commits of the demo were not carried out: ${JSON.stringify(sum)}.`);
    await sleep(200);
  }
}

async function carried({ addresses }: Stack): Promise<Carried> {
  const issues = (await control(addresses.jira, 'issue-work')) as unknown as Worked[];
  const sum = (count: (issue: Worked) => number) => issues.reduce((all, issue) => all + count(issue), 0);
  return {
    comments: sum(({ comments }) => comments.length),
    worklogs: sum(({ worklogs }) => worklogs.length),
    transitions: sum(({ transitions }) => transitions),
  };
}

/** Of the linked group. */
async function firstProject(gitlab: string): Promise<{ project: string; branch: string }> {
  const { projects } = (await control(gitlab, 'state')) as {
    projects: { path: string; branches: number; defaultBranch: string | null }[];
  };
  const found = projects.find(({ branches }) => branches > 0);
  if (found?.defaultBranch == null) throw new Error('The sandbox GitLab has no project to push to.');
  return { project: found.path, branch: found.defaultBranch };
}
