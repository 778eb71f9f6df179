import { hash } from 'node:crypto';
import { devInfoKey } from '../../jira/devinfo.client.ts';
import { listOfKind } from '../../jira/devinfo-payload.ts';
import type { RemoteLink } from '../../jira/remote-links.client.ts';
import type { EntityFacts } from '../entity.ts';
import type { PendingRow } from '../outbox/outbox.store.ts';
import { fitId, fitText, fitUrl, type Cuts } from '../to-jira/fit.ts';
import { keyFactsOf, providedKey } from '../to-jira/key.ts';

const longest = 255;
const prefix = 'dvcs-connector-for-gitlab ';

/** Of which repository something is. */
export type Source = {
  readonly jiraRepositoryId: string;
  /** With its groups. */
  readonly path: string;
  readonly webUrl: string;
};

/** What names an entity among all of a site: as Jira's bulk APIs would call it. */
export function entityKeyOf(
  row: Pick<PendingRow, 'kind' | 'id' | 'facts'>,
  jiraRepositoryId: string,
): string {
  const { kind, id } = row;
  return kind === 'commit' || kind === 'branch' || kind === 'pull_request'
    ? devInfoKey(jiraRepositoryId, listOfKind[kind], fitId(id))
    : `${kind} ${providedKey(keyFactsOf(row), jiraRepositoryId) ?? ''}`;
}

/** Stays the same for as long as there is the entity, whatever becomes of it. */
export function globalIdOf(entityKey: string): string {
  const whole = `${prefix}${entityKey}`;
  return whole.length <= longest ? whole : `${prefix}${hash('sha256', entityKey)}`;
}

export type Link = { readonly link: RemoteLink; readonly hash: string; readonly cuts: number };

/**
 * The link of an entity; undefined for a commit: an issue may have hundreds, and each would be a request. Its merge
 * request and branch lead to them.
 *
 * @param iconsUrl where our own icons are
 */
export function linkOf(
  row: Pick<PendingRow, 'kind' | 'id' | 'facts'>,
  source: Source,
  iconsUrl: string,
): Link | undefined {
  // The row's kind says which facts it holds: they were written together.
  const shown = shownOf(row as EntityFacts);
  if (shown === undefined) return undefined;
  const cuts: Cuts = { count: 0 };
  const link: RemoteLink = {
    globalId: globalIdOf(entityKeyOf(row, source.jiraRepositoryId)),
    relationship: shown.relationship,
    url: fitUrl(shown.url, cuts) ?? source.webUrl,
    title: fitText(shown.title, longest, cuts) || shown.relationship,
    summary: fitText(`${source.path} · ${shown.state}`, longest, cuts),
    iconUrl: `${iconsUrl}/${shown.icon}`,
    isResolved: shown.isResolved,
  };
  return { link, cuts: cuts.count, hash: hash('sha256', JSON.stringify(link), 'base64url') };
}

type Shown = {
  readonly relationship: string;
  readonly icon: string;
  readonly title: string;
  readonly url: string;
  readonly state: string;
  readonly isResolved: boolean;
};

const overOf = new Set(['successful', 'failed', 'cancelled']);

function shownOf({ kind, facts }: EntityFacts): Shown | undefined {
  switch (kind) {
    case 'commit':
      return undefined;
    case 'branch':
      return {
        ...{ relationship: 'GitLab branches', icon: 'branch.svg', title: facts.name, url: facts.url },
        ...{ state: 'branch', isResolved: false },
      };
    case 'pull_request':
      return {
        ...{ relationship: 'GitLab merge requests', icon: 'merge-request.svg', url: facts.url },
        title: `!${facts.iid} ${facts.title}`,
        state: facts.state === 'locked' ? 'opened' : facts.state,
        isResolved: facts.state === 'merged' || facts.state === 'closed',
      };
    case 'build':
      return {
        ...{ relationship: 'GitLab pipelines', icon: 'pipeline.svg', url: facts.url },
        title: `Pipeline ${facts.iid} of ${facts.ref.name}`,
        state: words(facts.state),
        isResolved: overOf.has(facts.state),
      };
    case 'deployment':
      return {
        ...{ relationship: 'GitLab deployments', icon: 'deployment.svg', url: facts.url },
        title: `Deployment ${facts.iid} to ${facts.environment.name}`,
        state: words(facts.state),
        isResolved: overOf.has(facts.state),
      };
    case 'feature_flag':
      return {
        ...{ relationship: 'GitLab feature flags', icon: 'flag.svg', title: facts.name, url: facts.url },
        ...{ state: facts.active ? 'on' : 'off', isResolved: false },
      };
  }
}

function words(state: string): string {
  return state.replace('_', ' ');
}
