import type { HookEvent } from './event.schema.ts';

/** What has to be looked at again. `isSettled`: no more of it is expected soon. */
export type Target =
  | { readonly look: 'branch'; readonly repositoryId: string; readonly branch: string }
  | { readonly look: 'merge_request'; readonly repositoryId: string; readonly iid: number }
  | {
      readonly look: 'pipeline';
      readonly repositoryId: string;
      readonly id: number;
      readonly isSettled: boolean;
    }
  | { readonly look: 'deployment'; readonly repositoryId: string; readonly id: number }
  | { readonly look: 'feature_flags'; readonly repositoryId: string }
  | { readonly look: 'projects'; readonly accountId: string; readonly isSettled: boolean };

/**
 * What came of a delivery. `queued`: there is work; `nothing`: it changes nothing in Jira; `switched_off`: the
 * repository is; `inactive`: site or account is; `unknown_project`: its group's projects are listed again;
 * `other_project`: a project's hook told of another one; `unreadable`: no event.
 */
export type Outcome =
  'queued' | 'nothing' | 'switched_off' | 'inactive' | 'unknown_project' | 'other_project' | 'unreadable';

/** Where an event came in. */
export type Place = {
  readonly accountId: string;
  /** False when the site has switched us off or uninstalled us, or the account is removed or lacks an authorization. */
  readonly isActive: boolean;
  /** Whether it is a group's hook, which tells of many projects, or one project's. */
  readonly isGroup: boolean;
  /** The one that the event names, if it is known and GitLab shows it. */
  readonly repository: { readonly id: string; readonly enabled: boolean } | undefined;
};

export type Decision = {
  readonly outcome: Outcome;
  /** What the event was about, in a few words for a person. */
  readonly about: string;
  readonly targets: readonly Target[];
};

/** What an event makes us look at. */
export function targetsOf(event: HookEvent | undefined, place: Place): Decision {
  if (event === undefined) return { outcome: 'unreadable', about: '', targets: [] };
  const about = aboutOf(event);
  const without = (outcome: Outcome): Decision => ({ outcome, about, targets: [] });
  if (!place.isActive) return without('inactive');
  if (event.kind === 'other' || event.kind === 'tag_push') return without('nothing');
  const { accountId, repository } = place;
  if (event.kind === 'projects') {
    if (!place.isGroup) return without('nothing');
    return { outcome: 'queued', about, targets: [{ look: 'projects', accountId, isSettled: true }] };
  }
  if (repository === undefined) {
    if (!place.isGroup) return without('other_project');
    return {
      outcome: 'unknown_project',
      about,
      targets: [{ look: 'projects', accountId, isSettled: false }],
    };
  }
  if (!repository.enabled) return without('switched_off');
  const target = targetIn(event, repository.id);
  return target === undefined ? without('nothing') : { outcome: 'queued', about, targets: [target] };
}

type InProject = Exclude<HookEvent, { kind: 'other' | 'projects' | 'tag_push' }>;
const branchPrefix = 'refs/heads/';

function targetIn(event: InProject, repositoryId: string): Target | undefined {
  switch (event.kind) {
    case 'push': {
      const branch = event.ref.startsWith(branchPrefix) ? event.ref.slice(branchPrefix.length) : '';
      return branch === '' ? undefined : { look: 'branch', repositoryId, branch };
    }
    case 'merge_request':
      return { look: 'merge_request', repositoryId, iid: event.iid };
    case 'note':
      return event.iid === undefined ? undefined : { look: 'merge_request', repositoryId, iid: event.iid };
    case 'pipeline':
      return { look: 'pipeline', repositoryId, id: event.id, isSettled: !passing.has(event.status) };
    case 'deployment':
      return { look: 'deployment', repositoryId, id: event.id };
    case 'feature_flag':
      return { look: 'feature_flags', repositoryId };
  }
}

/** States that a pipeline leaves by itself (app/models/concerns/ci/has_status.rb); each change is an event. */
const passing: ReadonlySet<string> = new Set([
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'canceling',
]);

function aboutOf(event: HookEvent): string {
  switch (event.kind) {
    case 'push':
      return event.ref.replace(/^refs\/(heads|tags)\//, '').slice(0, 200);
    case 'merge_request':
      return `!${event.iid}`;
    case 'note':
      return event.iid === undefined ? '' : `!${event.iid}`;
    case 'pipeline':
      return `#${event.id} ${event.status}`;
    case 'deployment':
      return `#${event.id}`;
    default:
      return '';
  }
}
