import type { RemoteLink } from '../sandbox/data-center/state.ts';
import { listRepositories, type Repository } from '../../src/repository/repository.store.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import type { History } from '../sandbox/history/history.ts';
import type { TestApp } from './app.ts';
import { differences, expectedOf } from './expected-dev-info.ts';
import type { InstalledTenant } from './install-tenant.ts';
import { storeDifferences } from './jira-store.ts';
import { linkDifferences, unexpectedLinks } from './link-store.ts';

/**
 * What a site's Jira shows, whichever kind it is: development information, or the links of a self-hosted one. That is
 * told of no commit: there those count that wait for nothing in the ledger.
 */
export type InJira = { readonly app: TestApp; readonly site: InstalledTenant };

type Kind = 'commits' | 'branches' | 'pullRequests';
type Shown = { readonly kind: Kind; readonly title: string; readonly url: string };

const relationships = new Map<string | undefined, Kind>([
  ['GitLab branches', 'branches'],
  ['GitLab merge requests', 'pullRequests'],
]);

/** How many of a kind are on at least one issue: of a repository, or of all. */
export async function countInJira({ app, site }: InJira, kind: Kind, of?: Repository): Promise<number> {
  if (site.dataCenter === undefined) {
    const store = site.site.app().devInfo;
    if (of === undefined) return store.count(kind);
    const entities = store.repositories.get(of.jiraRepositoryId)?.entities[kind];
    return [...(entities?.values() ?? [])].filter(({ issueKeys }) => issueKeys.length > 0).length;
  }
  const all =
    kind === 'commits'
      ? (await settledCommits({ app, site })).map(({ url }) => url)
      : new Map(linksOf(site, kind).map(({ globalId, object }) => [globalId, object.url])).values();
  return [...all].filter((url) => of === undefined || url.startsWith(`${of.webUrl}/-/`)).length;
}

/** On an issue: names of branches, titles of merge requests, messages of commits. */
export async function shownInJira({ app, site }: InJira, issueKey: string): Promise<Shown[]> {
  if (site.dataCenter === undefined)
    return site.site.devInfoOf(issueKey).map(({ kind, payload }) => ({
      kind,
      title: String(payload['message'] ?? payload['title'] ?? payload['name']),
      url: String(payload['url']),
    }));
  const links = site.dataCenter.remoteLinks(issueKey).flatMap(({ relationship, object }) => {
    const kind = relationships.get(relationship);
    return kind === undefined ? [] : [{ kind, title: object.title.replace(/^!\d+ /, ''), url: object.url }];
  });
  return [...links, ...(await settledCommits({ app, site }, issueKey))];
}

export async function titlesInJira(given: InJira, kind: Kind, issueKey: string): Promise<string[]> {
  const shown = await shownInJira(given, issueKey);
  return shown.filter((one) => one.kind === kind).map(({ title }) => title);
}

/** Repositories that something is shown of, by name. */
export function repositoriesInJira({ site }: Pick<InJira, 'site'>): { name: string; url: string }[] {
  const urls =
    site.dataCenter === undefined
      ? [...site.site.app().devInfo.repositories.values()].map(({ fields: { url } }) => url)
      : [...relationships.values()].flatMap((kind) =>
          linksOf(site, kind).map(({ object }) => object.url.split('/-/')[0] ?? ''),
        );
  return [...new Set(urls)]
    .map((url) => ({ name: url.slice(url.lastIndexOf('/') + 1), url }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Accounts whose removal takes something away. */
export async function ownersInJira({ app, site }: InJira): Promise<string[]> {
  if (site.dataCenter === undefined) {
    const repositories = site.site.app().devInfo.repositories.values();
    return [...new Set([...repositories].map(({ properties }) => properties['accountId'] ?? ''))];
  }
  const rows = await app.ctx.db.rows<{ id: string }>(
    'select distinct account_id as id from remote_link where tenant_id = $1',
    [site.tenant.id],
  );
  return rows.map(({ id }) => id);
}

/** How much Jira was told so far, in entities or in links. */
export function toldToJira({ jira }: TestApp): number {
  return jira.devInfoStats.entities + (jira.requests.counts['remotelink.put'] ?? 0);
}

/** How what Jira has differs from the ledger, in words; at most twenty. See `storeDifferences`. */
export function differencesFromLedger({ app, site }: InJira): Promise<string[]> {
  const { tenant, dataCenter } = site;
  return dataCenter === undefined
    ? storeDifferences(app.ctx.db, tenant.id, site.site)
    : linkDifferences(app, tenant.id, dataCenter);
}

/** How what Jira has differs from a project that is the only one it is told of; in words, at most twenty. */
export async function differencesFromGitlab(
  { app, site }: InJira,
  of: { history: History; project: Project },
): Promise<string[]> {
  if (site.dataCenter === undefined) return differences(site.site, of);
  const expected = expectedOf(of.history, of.project, [...site.site.projects.keys()]);
  const [repository] = await listRepositories(app.ctx.db, { tenantId: site.tenant.id });
  return unexpectedLinks(site.dataCenter, repository?.jiraRepositoryId ?? '', expected);
}

function linksOf({ dataCenter }: InstalledTenant, kind: Kind): RemoteLink[] {
  const all = [...(dataCenter?.state.remoteLinks.values() ?? [])].flat();
  return all.filter(({ relationship }) => relationships.get(relationship) === kind);
}

async function settledCommits({ app, site }: InJira, issueKey?: string): Promise<Shown[]> {
  return app.ctx.db.rows<Shown>(
    `select 'commits' as kind, facts->>'message' as title, facts->>'url' as url from entity
     where tenant_id = $1 and kind = 'commit' and state = 'sent' and not removed
       and ($2::text is null or $2 = any(issue_keys))`,
    [site.tenant.id, issueKey ?? null],
  );
}
