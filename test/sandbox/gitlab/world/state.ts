import type { SandboxClock } from '../../clock.ts';
import type { EventListener, WorldEvent } from './events.ts';
import type { Application, Namespace, Project, User } from './model.ts';
import type { PushEvent } from './push-events.ts';

/** Everything that this GitLab knows, apart from sessions and tokens. */
export class WorldState {
  readonly users = new Map<number, User>();
  readonly namespaces = new Map<number, Namespace>();
  readonly projects = new Map<number, Project>();
  readonly applications = new Map<string, Application>();
  /** Paths that projects had before they were renamed: GET on them is redirected. */
  readonly oldPaths = new Map<string, number>();
  /** The activity feeds of all projects, oldest first. */
  readonly pushEvents: PushEvent[] = [];
  readonly clock: SandboxClock;
  /** Told of everything that GitLab would send a hook about, after it has happened. */
  readonly listeners = new Set<EventListener>();
  private readonly last = new Map<string, number>();

  constructor(clock: SandboxClock) {
    this.clock = clock;
  }

  nextId(kind: string): number {
    const id = (this.last.get(kind) ?? 0) + 1;
    this.last.set(kind, id);
    return id;
  }

  emit(event: WorldEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  userNamed(username: string): User | undefined {
    const wanted = username.toLowerCase();
    for (const user of this.users.values()) if (user.username.toLowerCase() === wanted) return user;
    return undefined;
  }

  /**
   * `last_activity_at` moves with pushes, merge requests and notes, at most once an hour
   * (GitLab's Event::RESET_PROJECT_ACTIVITY_INTERVAL).
   */
  touch(project: Project): void {
    const now = this.clock.now();
    project.updatedAt = now;
    if (now - project.lastActivityAt >= 3_600_000) project.lastActivityAt = now;
  }
}
