import type { WorldEvent } from '../world/events.ts';
import type { Namespace, Project } from '../world/model.ts';
import type { Hook, Trigger } from './hook.ts';

/** How an event is called: by a hook's attribute, and in `X-Gitlab-Event`. */
export interface EventName {
  readonly trigger: Trigger;
  readonly header: string;
}

const names: Readonly<Record<WorldEvent['kind'], EventName>> = {
  push: { trigger: 'push_events', header: 'Push Hook' },
  tag_push: { trigger: 'tag_push_events', header: 'Tag Push Hook' },
  merge_request: { trigger: 'merge_requests_events', header: 'Merge Request Hook' },
  note: { trigger: 'note_events', header: 'Note Hook' },
  pipeline: { trigger: 'pipeline_events', header: 'Pipeline Hook' },
  deployment: { trigger: 'deployment_events', header: 'Deployment Hook' },
  feature_flag: { trigger: 'feature_flag_events', header: 'Feature Flag Hook' },
  project_create: { trigger: 'project_events', header: 'Project Hook' },
  project_destroy: { trigger: 'project_events', header: 'Project Hook' },
  subgroup_create: { trigger: 'subgroup_events', header: 'Subgroup Hook' },
  subgroup_destroy: { trigger: 'subgroup_events', header: 'Subgroup Hook' },
};

export function nameOf(kind: WorldEvent['kind']): EventName {
  return names[kind];
}

/** A deployment that waits is told to nobody (GitLab's Deployment::STATUSES that execute hooks). */
const deploymentsTold: readonly string[] = ['running', 'success', 'failed', 'canceled'];

/** The hooks that GitLab sends the event to: the project's own and those of the groups above. */
export function recipientsOf(hooks: Iterable<Hook>, event: WorldEvent): Hook[] {
  if (event.kind === 'deployment' && !deploymentsTold.includes(event.deployment.status)) return [];
  const { trigger } = nameOf(event.kind);
  const project = projectOf(event);
  // A new or removed subgroup is told to the hooks of its parent and above, not to its own.
  const nearest = project?.namespace ?? ('group' in event ? event.group.parent : null);
  const above = new Set<Namespace>();
  for (let at = nearest; at !== null; at = at.parent) above.add(at);
  return [...hooks].filter(
    (hook) =>
      hook.triggers.has(trigger) &&
      (hook.owner.kind === 'project' ? hook.owner.project === project : above.has(hook.owner.group)) &&
      (event.kind !== 'push' || passesFilter(hook, event.ref)),
  );
}

function projectOf(event: WorldEvent): Project | undefined {
  switch (event.kind) {
    case 'merge_request':
    case 'note':
      return event.mergeRequest.project;
    case 'pipeline':
      return event.pipeline.project;
    case 'deployment':
      return event.deployment.project;
    case 'feature_flag':
      return event.flag.project;
    case 'subgroup_create':
    case 'subgroup_destroy':
      return undefined;
    default:
      return event.project;
  }
}

function passesFilter(hook: Hook, ref: string): boolean {
  if (hook.branchFilter === null || hook.branchFilter === '' || hook.branchFilterStrategy === 'all_branches')
    return true;
  const branch = ref.replace(/^refs\/heads\//, '');
  if (hook.branchFilterStrategy === 'regex') return new RegExp(hook.branchFilter).test(branch);
  const parts = hook.branchFilter.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(branch);
}
