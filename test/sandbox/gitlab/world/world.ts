import type { History } from '../../history/history.ts';
import type { IssuedToken, OauthState } from '../oauth/oauth-state.ts';
import * as build from './build.ts';
import { ciVerbs } from './ci/verbs.ts';
import { loadHistory } from './load-history.ts';
import * as requests from './merge-requests.ts';
import { fullPath } from './model.ts';
import type {
  AccessLevel,
  Application,
  Feature,
  MergeRequest,
  Namespace,
  Project,
  ReviewState,
  User,
} from './model.ts';
import { recordPushes } from './push-events.ts';
import * as git from './push.ts';
import type { WorldState } from './state.ts';

export type World = ReturnType<typeof createWorld>;

/** What a test does to this GitLab from outside its API: set it up, and let its people work. */
export function createWorld(state: WorldState, oauth: OauthState) {
  state.listeners.add(recordPushes(state));
  return {
    state,
    ...people(state, oauth),
    ...places(state, oauth),
    ...code(state),
    ...mergeRequests(state),
    ...ciVerbs(state),
  };
}

function people(state: WorldState, oauth: OauthState) {
  return {
    addUser: (given: build.NewUser): User => build.addUser(state, given),
    addEmail: (user: User, given: { email: string; confirmed: boolean }): void =>
      build.addEmail(state, user, given),
    user: (username: string): User => found(state.userNamed(username), `user ${username}`),
    addMember: (of: Namespace | Project, user: User, level: AccessLevel): void =>
      build.addMember(of, user, level),
    removeMember: (of: Namespace | Project, user: User): void => void of.members.delete(user.id),
    blockUser: (user: User): void => {
      user.state = 'blocked';
    },
    unblockUser: (user: User): void => {
      user.state = 'active';
    },
    /** A token without the browser's part of OAuth, for tests that are not about it. */
    issueToken: (
      application: Application,
      user: User,
      scopes: readonly string[] = application.scopes,
    ): IssuedToken => oauth.issueToken({ application, user, scopes }),
    /** The users whose tokens of this application are not revoked, by name; one with two tokens twice. */
    tokenHolders: (application: Application): string[] =>
      oauth.tokenHolders(application).map(({ username }) => username),
    /** What the user does under "Authorized applications": all tokens die, and consent is asked for again. */
    revokeGrant: (user: User, application: Application): void => oauth.revokeGrant(user, application),
  };
}

function places(state: WorldState, oauth: OauthState) {
  return {
    addGroup: (given: build.NewGroup): Namespace => build.addGroup(state, given),
    addProject: (given: build.NewProject): Project => build.addProject(state, given),
    addApplication: (given: build.NewApplication) => build.addApplication(state, given),
    renewSecret: (application: Application): string => build.renewSecret(application),
    /** Deleting an application deletes its grants and tokens. */
    deleteApplication: (application: Application): void => {
      state.applications.delete(application.clientId);
      oauth.forgetApplication(application);
    },
    loadHistory: (project: Project, history: History): void => loadHistory(state, project, history),
    /** By full path or id. */
    project: (key: string | number): Project =>
      found(
        [...state.projects.values()].find((project) => project.id === key || fullPath(project) === key),
        `project ${key}`,
      ),
    namespace: (path: string): Namespace =>
      found(
        [...state.namespaces.values()].find((namespace) => fullPath(namespace) === path),
        `namespace ${path}`,
      ),
    /** A new path; GET on the old one is redirected, and no hook tells of it. */
    renameProject: (project: Project, path: string): void => {
      state.oldPaths.set(fullPath(project).toLowerCase(), project.id);
      project.path = path;
      project.name = path;
      project.updatedAt = state.clock.now();
    },
    moveProject: (project: Project, namespace: Namespace): void => {
      state.oldPaths.set(fullPath(project).toLowerCase(), project.id);
      project.namespace = namespace;
      project.updatedAt = state.clock.now();
    },
    deleteProject: (project: Project): void => build.deleteProject(state, project),
    deleteGroup: (group: Namespace): void => build.deleteGroup(state, group),
    archive: (project: Project, archived = true): void => {
      project.archived = archived;
    },
    /** What "Delete project" does first: it is still there for some days, and nobody is told. */
    markForDeletion: (project: Project, marked = true): void => {
      const today = new Date(state.clock.now()).toISOString().slice(0, 10);
      project.markedForDeletionOn = marked ? today : null;
    },
    disableFeature: (project: Project, feature: Feature): void => void project.disabled.add(feature),
    enableFeature: (project: Project, feature: Feature): void => void project.disabled.delete(feature),
  };
}

function code(state: WorldState) {
  return {
    push: (project: Project, branch: string, commits: readonly git.NewCommit[]): string[] =>
      git.push(state, project, { branch, commits }),
    /** The same, by somebody who need not be the commits' author. */
    pushAs: (by: User, project: Project, to: Omit<git.Push, 'by'>): string[] =>
      git.push(state, project, { ...to, by }),
    /** Moves the branch to `onto` first; what it held before stays reachable for `all=true` only. */
    forcePush: (
      project: Project,
      branch: string,
      to: { onto: string; commits?: readonly git.NewCommit[] },
    ): string[] => git.push(state, project, { branch, commits: to.commits ?? [], onto: to.onto }),
    createBranch: (project: Project, branch: string, from?: string): void =>
      git.createBranch(state, project, from === undefined ? { branch } : { branch, from }),
    /** One push that moves, makes or removes several branches. */
    pushMany: (project: Project, branches: readonly git.PushedBranch[], by?: User): void =>
      git.pushMany(state, project, { branches, by }),
    pushTag: (project: Project, tag: string, from?: string): void =>
      git.pushTag(state, project, from === undefined ? { tag } : { tag, from }),
    /** @param pattern a name, or the beginning of names followed by `*` */
    protectBranches: (project: Project, pattern: string): void => {
      project.protectedBranches = [...(project.protectedBranches ?? []), pattern];
    },
    deleteBranch: (project: Project, branch: string): void => git.deleteBranch(state, project, branch),
  };
}

function mergeRequests(state: WorldState) {
  return {
    openMergeRequest: (project: Project, given: requests.NewMergeRequest): MergeRequest =>
      requests.openMergeRequest(state, project, given),
    updateMergeRequest: (row: MergeRequest, changes: requests.MergeRequestChanges): void =>
      requests.updateMergeRequest(state, row, changes),
    merge: (row: MergeRequest, given: requests.Merge): string => requests.merge(state, row, given),
    close: (row: MergeRequest, by: User): void => requests.closeMergeRequest(state, row, by),
    reopen: (row: MergeRequest, by?: User): void => requests.reopenMergeRequest(state, row, by),
    /** `last: false`: a rule still wants another approval. */
    approve: (row: MergeRequest, by: User, last = true): void => requests.approve(state, row, { by, last }),
    unapprove: (row: MergeRequest, by: User): void => requests.unapprove(state, row, by),
    requestReview: (row: MergeRequest, user: User): void => requests.requestReview(state, row, user),
    review: (row: MergeRequest, by: User, reviewState: ReviewState): void =>
      requests.review(state, row, { by, state: reviewState }),
    comment: (row: MergeRequest, by?: User): void => requests.comment(state, row, by),
    deleteMergeRequest: (row: MergeRequest): void => requests.deleteMergeRequest(row),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`This GitLab has no ${what}.`);
  return value;
}
