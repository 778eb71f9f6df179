import type { WorldEvent } from '../../world/events.ts';
import type { User } from '../../world/model.ts';
import type { WorldState } from '../../world/state.ts';
import type { Block } from './blocks.ts';
import { deploymentPayload, featureFlagPayload, pipelinePayload } from './ci.ts';
import { mergeRequestPayload, notePayload } from './merge-request.ts';
import { projectEventPayload, subgroupPayload } from './places.ts';
import { pushPayload } from './push.ts';

/** The body that GitLab makes of an event, from how the world is now. */
export function payloadOf(state: WorldState, url: string, event: WorldEvent): Block {
  const actor = (user: User | null): User => user ?? someone(state);
  switch (event.kind) {
    case 'push':
    case 'tag_push':
      return pushPayload(url, event, actor(event.user));
    case 'merge_request':
    case 'note': {
      const { mergeRequest } = event;
      const source = state.projects.get(mergeRequest.sourceProjectId) ?? mergeRequest.project;
      if (event.kind === 'merge_request') return mergeRequestPayload({ url, source }, event);
      return notePayload({ url, source }, event, { id: state.nextId('note'), now: state.clock.now() });
    }
    case 'pipeline':
      return pipelinePayload(url, event.pipeline, actor(null));
    case 'deployment':
      return deploymentPayload(url, event.deployment);
    case 'feature_flag':
      return featureFlagPayload(url, event.flag, actor(event.user));
    case 'project_create':
    case 'project_destroy':
      return projectEventPayload(event, actor(state.users.get(event.project.creatorId) ?? null));
    default:
      return subgroupPayload(event);
  }
}

function someone(state: WorldState): User {
  const [first] = state.users.values();
  if (first === undefined) throw new Error('A hook needs somebody who did it: this GitLab has no users.');
  return first;
}
