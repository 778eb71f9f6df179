import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import { loadHistory } from '../sandbox/history/load.ts';
import { ledger, repositoryNamed } from '../sync/support.ts';
import { addAccount, type Connector } from './connector/connector.ts';
import type { StoredRepository } from './connector/repository.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** A real history in the sandbox, linked through Jira's own connector and read by the app. */
export type RealHistory = {
  readonly served: ServedApp;
  readonly jira: Connector;
  readonly slug: string;
  /** Ids of what the ledger has: shas of commits, numbers of merge requests. */
  readonly inLedger: () => Promise<Named>;
};

/** What names an issue. */
export type Named = { readonly commits: string[]; readonly mergeRequests: number[] };

export async function startRealHistory(folder: string): Promise<RealHistory> {
  const history = await loadHistory(folder);
  const served = await startServedApp({ env: { CHANGED_FILES: 'off' } });
  const { app } = served;
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'apache' });
  world.addMember(group, world.addUser({ username: 'ada' }), 50);
  world.loadHistory(world.addProject({ path: history.name, namespace: group }), history);
  const jira = await addAccount(served.form('apache'));
  await app.drain();
  await jira.refreshList();
  return {
    ...{ served, jira, slug: history.name },
    async inLedger() {
      const repository = await repositoryNamed(app, served.facade.tenantId, history.name);
      const rows = await ledger(app, repository);
      const of = (kind: string) => rows.filter((row) => row.kind === kind);
      return {
        commits: of('commit')
          .map(({ id }) => id)
          .sort(),
        mergeRequests: of('pull_request')
          .map(({ facts }) => Number(facts['iid']))
          .sort(byNumber),
      };
    },
  };
}

/** What of a Jira's own tables names an issue. */
export function namedIn({ changesets, pullRequests }: StoredRepository): Named {
  const isNamed = (text: string) => issueKeys(text, { lowerCase: false }).length > 0;
  const commits = [...changesets].filter(([, { message }]) => isNamed(message));
  const requests = [...pullRequests].filter(([, one]) => isNamed(`${one.title}\n${one.sourceBranch}`));
  return {
    commits: commits.map(([sha]) => sha).sort(),
    mergeRequests: requests.map(([number]) => number).sort(byNumber),
  };
}

const byNumber = (one: number, other: number) => one - other;
