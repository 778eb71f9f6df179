import { randomBytes } from 'node:crypto';
import { GitRepository } from '../git/repository.ts';
import { sha512 } from '../oauth/digest.ts';
import { MergeRequestTable } from './merge-request-table.ts';
import type { AccessLevel, Application, Feature, Namespace, Project, User, Visibility } from './model.ts';
import { fullPath } from './model.ts';
import type { WorldState } from './state.ts';

export interface NewUser {
  readonly username: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  /** Default: true. */
  readonly emailConfirmed?: boolean | undefined;
  /** Default: the primary one. */
  readonly commitEmail?: string | undefined;
  readonly publicEmail?: string | null | undefined;
  /** Default: `password`. */
  readonly password?: string | undefined;
  readonly admin?: boolean | undefined;
}

export interface NewGroup {
  readonly path: string;
  readonly name?: string | undefined;
  readonly parent?: Namespace | undefined;
  readonly visibility?: Visibility | undefined;
}

export interface NewProject {
  readonly path: string;
  readonly namespace: Namespace;
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly visibility?: Visibility | undefined;
  readonly archived?: boolean | undefined;
  readonly defaultBranch?: string | null | undefined;
  readonly disabled?: readonly Feature[] | undefined;
  readonly sharedWith?: readonly Namespace[] | undefined;
  readonly creator?: User | undefined;
}

export interface NewApplication {
  readonly name?: string | undefined;
  readonly redirectUris: readonly string[];
  readonly scopes?: readonly string[] | undefined;
  readonly owner?: Application['owner'] | undefined;
  readonly trusted?: boolean | undefined;
}

export function addUser(state: WorldState, given: NewUser): User {
  if (state.userNamed(given.username) !== undefined)
    throw new Error(`User ${given.username} is there already.`);
  const id = state.nextId('user');
  const name = given.name ?? given.username;
  const namespace: Namespace = {
    id: state.nextId('namespace'),
    kind: 'user',
    name,
    path: given.username,
    parent: null,
    visibility: 'public',
    members: new Map(),
    createdAt: state.clock.now(),
    ownerId: id,
  };
  const email = given.email ?? `${given.username}@example.com`;
  const user: User = {
    id,
    username: given.username,
    name,
    email,
    emailConfirmed: given.emailConfirmed ?? true,
    commitEmail: given.commitEmail ?? email,
    otherEmails: [],
    publicEmail: given.publicEmail ?? null,
    password: given.password ?? 'password',
    admin: given.admin ?? false,
    createdAt: namespace.createdAt,
    namespace,
    state: 'active',
  };
  state.users.set(id, user);
  state.namespaces.set(namespace.id, namespace);
  return user;
}

/** Adds an address to a user's profile. */
export function addEmail(
  state: WorldState,
  user: User,
  { email, confirmed }: { email: string; confirmed: boolean },
): void {
  const confirmedAt = confirmed ? state.clock.now() : null;
  user.otherEmails.push({ id: state.nextId('email'), email, confirmedAt });
}

/** Makes a group, or a subgroup where `parent` is given. Private unless said otherwise. */
export function addGroup(state: WorldState, given: NewGroup): Namespace {
  const group: Namespace = {
    id: state.nextId('namespace'),
    kind: 'group',
    name: given.name ?? given.path,
    path: given.path,
    parent: given.parent ?? null,
    visibility: given.visibility ?? 'private',
    members: new Map(),
    createdAt: state.clock.now(),
    ownerId: null,
  };
  state.namespaces.set(group.id, group);
  if (group.parent !== null) state.emit({ kind: 'subgroup_create', group });
  return group;
}

/** Makes an empty project in a group or personal namespace. Private unless said otherwise. */
export function addProject(state: WorldState, given: NewProject): Project {
  const now = state.clock.now();
  const project: Project = {
    id: state.nextId('project'),
    name: given.name ?? given.path,
    path: given.path,
    namespace: given.namespace,
    description: given.description ?? null,
    visibility: given.visibility ?? 'private',
    archived: given.archived ?? false,
    markedForDeletionOn: null,
    defaultBranch: given.defaultBranch === undefined ? 'main' : given.defaultBranch,
    disabled: new Set(given.disabled ?? []),
    members: new Map(),
    sharedWith: (given.sharedWith ?? []).map((group) => ({ group, level: 30 })),
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    creatorId: given.creator?.id ?? 1,
    repository: new GitRepository(),
    mergeRequests: new MergeRequestTable(),
  };
  state.projects.set(project.id, project);
  state.oldPaths.delete(fullPath(project).toLowerCase());
  state.emit({ kind: 'project_create', project });
  return project;
}

export function deleteProject(state: WorldState, project: Project): void {
  state.projects.delete(project.id);
  state.emit({ kind: 'project_destroy', project });
}

/** Takes what is inside along. */
export function deleteGroup(state: WorldState, group: Namespace): void {
  for (const project of state.projects.values())
    if (project.namespace === group) deleteProject(state, project);
  for (const below of state.namespaces.values()) if (below.parent === group) deleteGroup(state, below);
  state.namespaces.delete(group.id);
  if (group.parent !== null) state.emit({ kind: 'subgroup_destroy', group });
}

export function addMember(of: Namespace | Project, user: User, level: AccessLevel): void {
  of.members.set(user.id, level);
}

/** The secret in the answer is shown here and never again. */
export function addApplication(
  state: WorldState,
  given: NewApplication,
): { clientId: string; clientSecret: string; application: Application } {
  const clientSecret = newSecret();
  const application: Application = {
    id: state.nextId('application'),
    name: given.name ?? 'Jira',
    clientId: randomBytes(32).toString('hex'),
    secretDigest: sha512(clientSecret),
    redirectUris: given.redirectUris,
    scopes: given.scopes ?? ['api'],
    owner: given.owner ?? 'group',
    trusted: given.trusted ?? false,
  };
  state.applications.set(application.clientId, application);
  return { clientId: application.clientId, clientSecret, application };
}

/** "Renew secret": the old one is worth nothing from now on. */
export function renewSecret(application: Application): string {
  const secret = newSecret();
  application.secretDigest = sha512(secret);
  return secret;
}

function newSecret(): string {
  return `gloas-${randomBytes(32).toString('hex')}`;
}
