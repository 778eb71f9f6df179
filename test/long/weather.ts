import { RATE_LIMIT_REASONS, tooManyRequests } from '../sandbox/jira/cloud/faults.ts';
import type { GitlabSandbox } from '../sandbox/gitlab/sandbox.ts';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';

const gitlabWeathers = ['fair', 'broken', 'limited', 'dropped', 'lost', 'slow'] as const;
const jiraWeathers = ['fair', 'broken', 'dropped', 'lost', ...RATE_LIMIT_REASONS] as const;

/** What both sides answer with at the moment: one in two requests is hit. */
export type Weather = {
  /** @returns what it is from now on */
  changeGitlab(): string;
  changeJira(): string;
  clear(): void;
};

export function weather(
  { gitlab, jira }: { gitlab: GitlabSandbox; jira: JiraSandbox },
  random: () => number,
): Weather {
  let gitlabNow: (typeof gitlabWeathers)[number] = 'fair';
  let jiraNow: (typeof jiraWeathers)[number] = 'fair';
  const hits = (path: string) => /^\/(api|rest)\//.test(path) && random() < 0.5;
  const whenGitlab =
    (wanted: typeof gitlabNow) =>
    ({ path }: { path: string }) =>
      gitlabNow === wanted && hits(path);
  const whenJira =
    (wanted: typeof jiraNow) =>
    ({ path }: { path: string }) =>
      jiraNow === wanted && hits(path);
  gitlab.faults.add({ match: whenGitlab('broken'), status: 500, body: { message: '500 Internal' } });
  gitlab.faults.add({
    match: whenGitlab('limited'),
    status: 429,
    headers: { 'Retry-After': '1', 'Content-Type': 'text/plain' },
    body: 'Retry later\n',
  });
  gitlab.faults.add({ match: whenGitlab('dropped'), dropConnection: true });
  gitlab.faults.add({ match: whenGitlab('lost'), dropConnection: 'after-work' });
  gitlab.faults.add({ match: whenGitlab('slow'), latencyMs: 1_500 });
  jira.faults.add({ match: whenJira('broken'), status: 503 });
  jira.faults.add({ match: whenJira('dropped'), dropConnection: true });
  jira.faults.add({ match: whenJira('lost'), dropConnection: true, afterHandling: true });
  for (const reason of RATE_LIMIT_REASONS) {
    jira.faults.add({ match: whenJira(reason), ...tooManyRequests(reason, 2) });
  }
  // Bulk requests are few: some lose their answer whatever the weather.
  let isStormy = true;
  jira.faults.add({
    match: ({ endpoint }) => endpoint === 'devinfo.bulk' && isStormy && random() < 0.15,
    dropConnection: true,
    afterHandling: true,
  });
  return {
    changeGitlab: () => (gitlabNow = pick(gitlabWeathers, random)),
    changeJira: () => (jiraNow = pick(jiraWeathers, random)),
    clear() {
      isStormy = false;
      gitlabNow = 'fair';
      jiraNow = 'fair';
    },
  };
}

export function pick<T>(choices: readonly T[], random: () => number): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}
