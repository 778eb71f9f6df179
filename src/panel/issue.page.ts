import type { EntityFacts } from '../dev-info/entity.ts';
import type { IssueEntity } from '../dev-info/issue-entities.store.ts';
import { momentOf, webAddress, type Moment } from '../lib/page-words.ts';
import { say, verbatim } from '../lib/words/say.ts';
import type { Text } from '../lib/words/text.ts';
import { deployedView } from './deployed/deployed.page.ts';
import { shownOfEach, type IssueDevelopment } from './issue-for.ts';
import { smartCommandsView } from './smart-commands.page.ts';

type Line = {
  readonly title: string;
  /** Absent where GitLab gave no web address: text from GitLab is never trusted with another scheme. */
  readonly url: string | undefined;
  readonly code: string | undefined;
  readonly state: { readonly label: Text; readonly kind: string } | undefined;
  readonly by: string;
  readonly repository: string;
  readonly at: Moment;
};

type Described = Omit<Line, 'repository' | 'url' | 'at'> & { readonly url: string; readonly at: number };

const states = {
  opened: { label: say('panel.state.opened'), kind: 'info' },
  merged: { label: say('panel.state.merged'), kind: 'success' },
  closed: { label: say('panel.state.closed'), kind: 'plain' },
  locked: { label: say('panel.state.locked'), kind: 'plain' },
} as const;

const outcomes = {
  pending: { label: say('panel.state.pending'), kind: 'plain' },
  in_progress: { label: say('panel.state.in_progress'), kind: 'info' },
  successful: { label: say('panel.state.successful'), kind: 'success' },
  failed: { label: say('panel.state.failed'), kind: 'danger' },
  cancelled: { label: say('panel.state.cancelled'), kind: 'plain' },
  unknown: { label: say('panel.state.unknown'), kind: 'plain' },
} as const;

/**
 * The development of one issue, newest first, as the ledger gives it, and what commits did on the issue.
 */
export function issuePage(development: IssueDevelopment) {
  const { issueKey, entities, deployments, repositories } = development;
  const groupOf = (id: string, name: Text, kind: IssueEntity['kind']) => {
    const all = entities.filter((entity) => entity.kind === kind);
    const lines = all
      .slice(0, shownOfEach)
      .map((entity) => lineOf(entity, repositories.get(entity.repositoryId)?.name ?? ''));
    return { id, name, lines, isMore: all.length > lines.length };
  };
  const groups = [
    groupOf('merge-requests', say('panel.group.mergeRequests'), 'pull_request'),
    groupOf('branches', say('panel.group.branches'), 'branch'),
    groupOf('commits', say('panel.group.commits'), 'commit'),
    groupOf('builds', say('panel.group.builds'), 'build'),
    groupOf('deployments', say('panel.group.deployments'), 'deployment'),
    groupOf('feature-flags', say('panel.group.flags'), 'feature_flag'),
  ];
  const shown = groups.filter(({ lines }) => lines.length > 0);
  const smartCommands = smartCommandsView(development);
  return {
    title: verbatim(`GitLab: ${issueKey}`),
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
      const shown =
        draft && state === 'opened' ? { label: say('panel.state.draft'), kind: 'plain' } : states[state];
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
      const code = sha.slice(0, 8);
      const title = message.split('\n').find((line) => line.trim() !== '') ?? code;
      return { title, url, code, state: undefined, by: author.name, at: committedAt };
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
      const state = active
        ? { label: say('panel.state.on'), kind: 'success' }
        : { label: say('panel.state.off'), kind: 'plain' };
      return { title: name, url, code: undefined, state, by: '', at: updatedAt };
    }
  }
}
