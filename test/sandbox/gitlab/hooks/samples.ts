import { projectLevel } from '../world/access.ts';
import { ciOf } from '../world/ci/tables.ts';
import { noCommit } from '../world/events.ts';
import type { WorldEvent } from '../world/events.ts';
import type { Project, User } from '../world/model.ts';
import type { Trigger } from './hook.ts';

/** What a hook can be tested with; deployments and feature flags are not among it. */
export const testable: readonly string[] = [
  'push_events',
  'tag_push_events',
  'merge_requests_events',
  'note_events',
  'pipeline_events',
] satisfies Trigger[];

/** The event of a test, from what the project has (TestHooks::ProjectService); words where it has nothing. */
export function sampleEvent(trigger: string, project: Project, user: User): WorldEvent | string {
  const { defaultBranch, repository, mergeRequests } = project;
  const mergeRequest = [...mergeRequests.all()].at(-1);
  switch (trigger) {
    case 'push_events':
    case 'tag_push_events': {
      const after = repository.branches.get(defaultBranch ?? '');
      if (after === undefined) return 'Ensure the project has at least one commit.';
      const found = repository.store.find(after);
      const [before = noCommit] = found === undefined ? [] : repository.store.record(found).parent_ids;
      if (trigger === 'tag_push_events')
        return { kind: 'tag_push', project, user, ref: 'refs/tags/v1.0.0', before: noCommit, after };
      return { kind: 'push', project, user, ref: `refs/heads/${defaultBranch ?? ''}`, before, after };
    }
    case 'merge_requests_events':
      if (mergeRequest === undefined) return 'Ensure the project has merge requests.';
      return { kind: 'merge_request', mergeRequest, user, action: 'update' };
    case 'note_events':
      if (mergeRequest === undefined) return 'Ensure the project has notes.';
      return { kind: 'note', mergeRequest, user };
    default: {
      const pipeline = [...ciOf(project).pipelines.all()].at(-1);
      return pipeline === undefined ? 'Ensure the project has CI pipelines.' : { kind: 'pipeline', pipeline };
    }
  }
}

/** The project that a group's hook is tested with. */
export function firstProject(projects: Iterable<Project>, user: User): Project | undefined {
  for (const project of projects) if (projectLevel(user, project) > 0) return project;
  return undefined;
}
