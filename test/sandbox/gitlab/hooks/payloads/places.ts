import type { ProjectCame, SubgroupCame } from '../../world/events.ts';
import { fullPath } from '../../world/model.ts';
import type { User } from '../../world/model.ts';
import type { Block } from './blocks.ts';

/** Group hooks only. There is none for a rename, a transfer or an archived project. */
export function projectEventPayload(event: ProjectCame, creator: User): Block {
  const { project } = event;
  return {
    event_name: event.kind,
    created_at: seconds(project.createdAt),
    updated_at: seconds(project.updatedAt),
    name: project.name,
    path: project.path,
    path_with_namespace: fullPath(project),
    project_id: project.id,
    project_namespace_id: project.id + 1_000_000,
    owners: [{ name: creator.name, email: creator.publicEmail ?? '[REDACTED]' }],
    project_visibility: project.visibility,
  };
}

export function subgroupPayload({ kind, group }: SubgroupCame): Block {
  const { parent } = group;
  return {
    created_at: seconds(group.createdAt),
    updated_at: seconds(group.createdAt),
    event_name: kind,
    name: group.name,
    path: group.path,
    full_path: fullPath(group),
    group_id: group.id,
    parent_group_id: parent?.id ?? null,
    parent_name: parent?.name ?? null,
    parent_path: parent?.path ?? null,
    parent_full_path: parent === null ? null : fullPath(parent),
  };
}

function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
