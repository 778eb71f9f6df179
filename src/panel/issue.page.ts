import type { EntityFacts } from '../dev-info/entity.ts';
import type { IssueEntity } from '../dev-info/issue-entities.store.ts';
import { momentOf, webAddress, type Moment } from '../lib/page-words.ts';
import { deployedView } from './deployed/deployed.page.ts';
import type { IssueDevelopment } from './issue-for.ts';
import { smartCommandsView } from './smart-commands.page.ts';

type Line = {
  readonly title: string;
  /** Absent where GitLab gave no web address: text from GitLab is never trusted with another scheme. */
  readonly url: string | undefined;
  readonly code: string | undefined;
  readonly state: { readonly label: string; readonly kind: string } | undefined;
  readonly by: string;
  readonly repository: string;
  readonly at: Moment;
};

type Described = Omit<Line, 'repository' | 'url' | 'at'> & { readonly url: string; readonly at: number };

const states = {
  opened: { label: 'Open', kind: 'info' },
  merged: { label: 'Merged', kind: 'success' },
  closed: { label: 'Closed', kind: 'plain' },
  locked: { label: 'Locked', kind: 'plain' },
} as const;

const outcomes = {
  pending: { label: 'Waiting', kind: 'plain' },
  in_progress: { label: 'Running', kind: 'info' },
  successful: { label: 'Successful', kind: 'success' },
  failed: { label: 'Failed', kind: 'danger' },
  cancelled: { label: 'Cancelled', kind: 'plain' },
  unknown: { label: 'Unknown', kind: 'plain' },
} as const;

/**
 * The development of one issue, newest first, as the ledger gives it, and what commits did on the issue.
 */
export function issuePage(development: IssueDevelopment) {
  const { issueKey, entities, deployments, repositories } = development;
  const linesOf = (kind: IssueEntity['kind']) =>
    entities
      .filter((entity) => entity.kind === kind)
      .map((entity) => lineOf(entity, repositories.get(entity.repositoryId)?.name ?? ''));
  const groups = [
    { name: 'Merge requests', id: 'merge-requests', lines: linesOf('pull_request') },
    { name: 'Branches', id: 'branches', lines: linesOf('branch') },
    { name: 'Commits', id: 'commits', lines: linesOf('commit') },
    { name: 'Builds', id: 'builds', lines: linesOf('build') },
    { name: 'Deployments', id: 'deployments', lines: linesOf('deployment') },
    { name: 'Feature flags', id: 'feature-flags', lines: linesOf('feature_flag') },
  ];
  const shown = groups.filter(({ lines }) => lines.length > 0);
  const smartCommands = smartCommandsView(development);
  return {
    title: `GitLab: ${issueKey}`,
    issueKey,
    deployed: deployedView(deployments, repositories),
    groups: shown,
    smartCommands,
    isEmpty: shown.length === 0 && smartCommands === undefined,
  };
}

function lineOf(entity: EntityFacts, repository: string): Line {
  const { url, at, ...described } = describe(entity);
  return { ...described, url: webAddress(url), repository, at: momentOf(at) };
}

function describe(entity: EntityFacts): Described {
  switch (entity.kind) {
    case 'pull_request': {
      const { title, url, reference, state, draft, author, updatedAt } = entity.facts;
      const shown = draft && state === 'opened' ? { label: 'Draft', kind: 'plain' } : states[state];
      return { title, url, code: reference, state: shown, by: author.name, at: updatedAt };
    }
    case 'branch': {
      const { name, url, lastCommit } = entity.facts;
      return {
        title: name,
        url,
        code: undefined,
        state: undefined,
        by: lastCommit.author.name,
        at: lastCommit.committedAt,
      };
    }
    case 'commit': {
      const { message, url, sha, author, committedAt } = entity.facts;
      const title = message.split('\n', 1)[0] ?? '';
      return { title, url, code: sha.slice(0, 8), state: undefined, by: author.name, at: committedAt };
    }
    case 'build': {
      const { name, iid, url, state, ref, updatedAt } = entity.facts;
      return { title: name, url, code: `#${iid}`, state: outcomes[state], by: ref.name, at: updatedAt };
    }
    case 'deployment': {
      const { environment, iid, url, state, ref, updatedAt } = entity.facts;
      return {
        title: environment.name,
        url,
        code: `#${iid}`,
        state: outcomes[state],
        by: ref,
        at: updatedAt,
      };
    }
    case 'feature_flag': {
      const { name, url, active, updatedAt } = entity.facts;
      const state = active ? { label: 'On', kind: 'success' } : { label: 'Off', kind: 'plain' };
      return { title: name, url, code: undefined, state, by: '', at: updatedAt };
    }
  }
}
