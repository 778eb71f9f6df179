/**
 * `waiting`: not carried out yet. `running`: Jira has been asked, or was about to be, and what came of it is not known
 * yet. `unknown`: what came of it cannot be found out; a person has to look.
 */
export type CommandState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'unknown';

/** One command of a commit on one issue. Times are epoch ms. */
export type Command = {
  readonly tenantId: string;
  /** Also what marks its comment or worklog in Jira: see `markOf`. */
  readonly id: string;
  readonly sha: string;
  /** Order among all commits of the site: higher is newer. */
  readonly place: number;
  /** Order in its line, from 0. */
  readonly position: number;
  readonly issueKey: string;
  /** As it is written, without `#`. */
  readonly name: string;
  readonly type: 'comment' | 'time' | 'transition';
  readonly argument: string;
  readonly state: CommandState;
  /** Why it failed, was skipped or is unknown: for filters and tests. Null while it waits and when it is done. */
  readonly reasonCode: ReasonCode | null;
  /** The same for the person who reads it, with what to do (`textOfStored`); while it waits, what for, where that is not just its turn. */
  readonly reason: string | null;
  /** As whom it was done, or would have been. */
  readonly jiraAccountId: string | null;
  readonly jiraName: string | null;
  /** Of what it made or changed in Jira. */
  readonly url: string | null;
  readonly seenAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
};

/** Every reason a command is not `done`. */
export type ReasonCode =
  // Not run at all (`skipped`).
  | 'repeats_another'
  | 'too_many'
  | 'switched_off'
  | 'not_verified'
  // Nothing to send (`failed`).
  | 'empty_comment'
  | 'invalid_duration'
  // As whom (`failed`).
  | 'no_user'
  | 'several_users'
  | 'inactive_user'
  // What Jira said (`failed`).
  | 'no_issue'
  | 'no_permission'
  | 'no_time_tracking'
  | 'no_match'
  | 'ambiguous'
  | 'none_available'
  | 'required_field'
  | 'refused'
  // It was not asked, or gave no answer, for hours (`failed`).
  | 'no_answer'
  // Nobody can tell (`unknown`).
  | 'unknown';
