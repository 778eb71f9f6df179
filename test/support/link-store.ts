import { isDeepStrictEqual } from 'node:util';
import { globalIdOf, linkOf } from '../../src/dev-info/links/link-of.ts';
import { devInfoKey } from '../../src/jira/devinfo.client.ts';
import { listRepositories } from '../../src/repository/repository.store.ts';
import type { DataCenterApi } from '../sandbox/data-center/start-data-center.ts';
import type { RemoteLink } from '../sandbox/data-center/state.ts';
import type { TestApp } from './app.ts';
import type { Expected } from './expected-dev-info.ts';
import { ledgerRows } from './jira-store.ts';

/** What `storeDifferences` says, of a self-hosted Jira: how its links differ from the ledger. */
export async function linkDifferences(
  { ctx }: TestApp,
  tenantId: string,
  dataCenter: DataCenterApi,
): Promise<string[]> {
  const left = new Set(allLinks(dataCenter));
  const found: string[] = [];
  for (const repository of await listRepositories(ctx.db, { tenantId })) {
    for (const row of await ledgerRows(ctx.db, repository)) {
      const name = `${repository.path} ${row.kind} ${row.id}`;
      if (row.removed || row.state !== 'sent')
        found.push(`${name} is ${row.state}${row.removed ? ' and removed' : ''}`);
      const link = linkOf(row, repository, `${ctx.config.appBaseUrl}/icons`)?.link;
      if (link === undefined) continue;
      for (const key of row.issueKeys) {
        const stored = linkOn(dataCenter, key, link.globalId);
        if (stored === undefined) found.push(`${name} is not on ${key}`);
        else if (!left.delete(stored)) found.push(`${name} is twice in the ledger`);
        else if (!isDeepStrictEqual(briefly(stored), link)) found.push(`${name} is something else on ${key}`);
      }
    }
  }
  return [...found, ...[...left].map(({ object }) => `${object.url} is in Jira only`)].slice(0, 20);
}

/** How the links of a Jira that has those of one repository alone differ from what is expected; at most twenty. */
export function unexpectedLinks(
  dataCenter: DataCenterApi,
  jiraRepositoryId: string,
  expected: Expected,
): string[] {
  const found: string[] = [];
  let count = 0;
  for (const [name, keys] of expected) {
    const [kind = '', id = ''] = name.split(' ');
    // An issue may have hundreds of commits: they are not linked.
    if (kind === 'commits') continue;
    count += keys.length;
    const globalId = globalIdOf(devInfoKey(jiraRepositoryId, kind, id));
    const missing = keys.filter((key) => linkOn(dataCenter, key, globalId) === undefined);
    if (missing.length > 0) found.push(`${name} is not on ${missing.join(', ')}`);
  }
  const links = allLinks(dataCenter).length;
  if (links !== count) found.push(`${links} instead of ${count} links`);
  return found.slice(0, 20);
}

function allLinks({ state }: DataCenterApi): RemoteLink[] {
  return [...state.remoteLinks.values()].flat();
}

function linkOn(dataCenter: DataCenterApi, issueKey: string, globalId: string): RemoteLink | undefined {
  return dataCenter.remoteLinks(issueKey).find((link) => link.globalId === globalId);
}

/** As `linkOf` has it. */
function briefly({ globalId, relationship, object }: RemoteLink): unknown {
  const { url, title, summary, icon, status } = object;
  const { url16x16: iconUrl } = icon as { url16x16: string };
  return { globalId, relationship, url, title, summary, iconUrl, isResolved: status?.resolved };
}
