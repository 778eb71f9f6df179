/** What the first line of a commit message asks of Jira. */
export type SmartCommit = {
  /** Every key of the line that could carry commands, in order, without repeats. */
  readonly issueKeys: readonly string[];
  /** In the order of the line. */
  readonly commands: readonly SmartCommand[];
};

type Written = {
  /** As it is written, without `#`: `close`, `TIME`, `in-progress`. */
  readonly name: string;
  /** The issues it is meant for, one at least, in order, without repeats. Commands after one group of keys share it. */
  readonly issueKeys: readonly string[];
  /** The text up to the next command or group of keys, trimmed. */
  readonly argument: string;
};

/** `error` is what no issue can heal: such a command is never sent to Jira. */
export type SmartCommand = Written &
  (
    | { readonly type: 'comment'; readonly error?: 'empty_comment' }
    /** `timeSpent` as Jira takes it: numbers and small units, one space between (`1.5d 30m`). `comment` may be empty. */
    | { readonly type: 'time'; readonly timeSpent: string; readonly comment: string }
    | { readonly type: 'time'; readonly error: 'invalid_duration' }
    /** `name` is a transition or status as `matchTransition` finds it, `argument` the comment, which may be empty. */
    | { readonly type: 'transition' }
  );
