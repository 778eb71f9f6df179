import { z } from 'zod';

const text = z.string();
const orNull = text.nullish().transform((value) => value ?? undefined);

export const metadataSchema = z
  .object({ version: text, enterprise: z.boolean().nullish() })
  .transform(({ version, enterprise }) => ({ version, enterprise: enterprise ?? version.includes('-ee') }));
export type GitlabMetadata = z.output<typeof metadataSchema>;

export const userSchema = z
  .object({
    id: z.int(),
    username: text,
    name: text,
    avatar_url: orNull,
    web_url: orNull,
    public_email: orNull,
  })
  .transform((user) => ({
    id: user.id,
    username: user.username,
    name: user.name,
    avatarUrl: user.avatar_url,
    webUrl: user.web_url,
    publicEmail: user.public_email === '' ? undefined : user.public_email,
  }));
export type GitlabUser = z.output<typeof userSchema>;

export const namespaceSchema = z
  .object({
    id: z.int(),
    name: text,
    full_path: text,
    kind: z.enum(['group', 'user', 'project']),
    avatar_url: orNull,
    web_url: orNull,
  })
  .transform((namespace) => ({
    id: namespace.id,
    name: namespace.name,
    fullPath: namespace.full_path,
    kind: namespace.kind,
    avatarUrl: namespace.avatar_url,
    webUrl: namespace.web_url,
  }));
export type GitlabNamespace = z.output<typeof namespaceSchema>;

export const projectSchema = z
  .object({
    id: z.int(),
    name: text,
    path_with_namespace: text,
    web_url: text,
    avatar_url: orNull,
    default_branch: orNull,
    archived: z.boolean().nullish(),
    // Deleted by somebody, and kept by GitLab for some days in case that was a mistake. The older name went with 18.0.
    marked_for_deletion_on: orNull,
    marked_for_deletion_at: orNull,
    last_activity_at: orNull,
    namespace: z.object({ id: z.int(), full_path: text }).nullish(),
  })
  .transform((project) => ({
    id: project.id,
    name: project.name,
    path: project.path_with_namespace,
    webUrl: project.web_url,
    avatarUrl: project.avatar_url,
    defaultBranch: project.default_branch,
    archived: project.archived === true,
    /** Nobody works in it any more; it may be brought back. */
    isDeleted: (project.marked_for_deletion_on ?? project.marked_for_deletion_at) !== undefined,
    lastActivityAt: project.last_activity_at === undefined ? undefined : Date.parse(project.last_activity_at),
    namespacePath: project.namespace?.full_path,
  }));
export type GitlabProject = z.output<typeof projectSchema>;
export const projectsSchema = z.array(projectSchema);
