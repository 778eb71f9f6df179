import { noCommit } from './events.ts';
import type { RefMoved, WorldEvent } from './events.ts';
import type { Project, User } from './model.ts';
import type { WorldState } from './state.ts';

export type PushAction = 'created' | 'removed' | 'pushed';

/** A push in a project's activity feed. */
export interface PushEvent {
  readonly id: number;
  readonly project: Project;
  readonly user: User;
  readonly at: number;
  readonly action: PushAction;
  readonly refType: 'branch' | 'tag';
  /** Null for a push of many refs at once, of which nothing more is told. */
  readonly moved: RefMoved | null;
  readonly commitCount: number;
  readonly refCount: number | null;
}

export function actionOf({ before, after }: Pick<RefMoved, 'before' | 'after'>): PushAction {
  if (before === noCommit) return 'created';
  return after === noCommit ? 'removed' : 'pushed';
}

/** Keeps what the activity feed shows of each push that is told of. */
export function recordPushes(state: WorldState): (event: WorldEvent) => void {
  return (event) => {
    if (event.kind !== 'push' && event.kind !== 'tag_push') return;
    state.pushEvents.push({
      ...whoAndWhen(state, event),
      action: actionOf(event),
      refType: event.kind === 'push' ? 'branch' : 'tag',
      moved: event,
      commitCount: commitCountOf(event),
      refCount: null,
    });
  };
}

/** More refs with one action in one push than `push_event_activities_limit`: one event that names none of them. */
export function recordBulkPush(
  state: WorldState,
  moved: { project: Project; user: User | null; action: PushAction; refCount: number },
): void {
  const { action, refCount } = moved;
  const told = { refType: 'branch', moved: null, commitCount: 0 } as const;
  state.pushEvents.push({ ...whoAndWhen(state, moved), ...told, action, refCount });
}

function whoAndWhen(
  state: WorldState,
  { project, user }: { project: Project; user: User | null },
): Pick<PushEvent, 'id' | 'project' | 'user' | 'at'> {
  // Somebody has pushed, also where a test did not say who.
  const [first] = state.users.values();
  const by = user ?? state.users.get(project.creatorId) ?? first;
  if (by === undefined) throw new Error('There is nobody here who could push.');
  return { id: state.nextId('event'), project, user: by, at: state.clock.now() };
}

/** Of a new branch those that the default branch does not have (app/services/git/branch_hooks_service.rb). */
function commitCountOf({ project, kind, ref, before, after }: RefMoved): number {
  if (kind === 'tag_push' || after === noCommit) return 0;
  const { repository, defaultBranch } = project;
  const head = repository.store.find(after);
  if (head === undefined) return 0;
  const isDefault = ref === `refs/heads/${defaultBranch ?? ''}`;
  const from =
    before !== noCommit ? before : isDefault ? '' : (repository.branches.get(defaultBranch ?? '') ?? '');
  const base = repository.store.find(from);
  return repository.store.walk({ heads: [head], exclude: base === undefined ? [] : [base] }).length;
}
