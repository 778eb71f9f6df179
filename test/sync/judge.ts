import { expect } from '@jest/globals';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import type { Repository } from '../../src/repository/repository.store.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import type { TestApp } from '../support/app.ts';
import { ledger } from './support.ts';

type Shown = { readonly keys: readonly string[]; readonly what: unknown };

/** What the ledger has to hold of a project, found without its API: by branch, commit and merge request. */
function expected(project: Project): Record<string, Shown> {
  const { branches, store } = project.repository;
  const all: Record<string, Shown> = {};
  const put = (name: string, keys: readonly string[], what: unknown) => {
    if (keys.length > 0) all[name] = { keys: [...new Set(keys)].sort(), what };
  };
  const requests = [...project.mergeRequests.all()];
  for (const row of requests) {
    const keys = issueKeys(`${row.title}\n${row.description ?? ''}\n${row.sourceBranch}`);
    const approved = row.approvals.map(({ user }) => user.username).sort();
    put(`!${row.iid}`, keys, { title: row.title, state: row.state, comments: row.notes, approved });
  }
  for (const [name, head] of branches) {
    const open = requests.filter(({ state, sourceBranch }) => state === 'opened' && sourceBranch === name);
    const texts = open.map(({ title, description }) => `${title}\n${description ?? ''}`);
    put(`branch ${name}`, issueKeys([name, ...texts].join('\n')), head);
  }
  for (const sha of reachable(project)) {
    const commit = store.find(sha);
    if (commit !== undefined) put(sha, issueKeys(store.record(commit).message), sha);
  }
  return all;
}

function reachable(project: Project): Set<string> {
  const { branches, store } = project.repository;
  const seen = new Set<string>();
  const open = [...branches.values()];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = store.find(sha);
    if (commit === undefined || seen.has(sha)) continue;
    seen.add(sha);
    open.push(...store.record(commit).parent_ids);
  }
  return seen;
}

/** The same of what the ledger holds, without commits that no branch reaches any more: GitLab keeps those too. */
export async function held(
  app: TestApp,
  repository: Repository,
  project: Project,
): Promise<Record<string, Shown>> {
  const shas = reachable(project);
  const all: Record<string, Shown> = {};
  for (const { kind, id, issue_keys: named, facts } of await ledger(app, repository)) {
    const keys = [...named].sort();
    if (kind === 'commit' && shas.has(id)) all[id] = { keys, what: id };
    if (kind === 'branch') {
      const { sha } = facts['lastCommit'] as { sha: string };
      all[`branch ${String(facts['name'])}`] = { keys, what: sha };
    }
    if (kind === 'pull_request') {
      const { title, state, commentCount: comments } = facts;
      const reviewers = facts['reviewers'] as { username: string; approval: string }[];
      const approved = reviewers.flatMap((one) => (one.approval === 'APPROVED' ? [one.username] : []));
      all[`!${String(facts['iid'])}`] = { keys, what: { title, state, comments, approved: approved.sort() } };
    }
  }
  return all;
}

/** The ledger tells of branches, commits and merge requests just what GitLab has. */
export async function expectSame(app: TestApp, repository: Repository, project: Project): Promise<void> {
  expect(await held(app, repository, project)).toEqual(expected(project));
}
