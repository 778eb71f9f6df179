import type { Context } from '../../context.ts';
import type { IssueCall } from '../../jira/issue/issue-call.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import type { ReasonCode } from '../command.ts';
import type { Trust } from '../trust/is-pushed-by-author.ts';
import type { Attempt } from './attempt.ts';
import type { OpenCommand } from './open-command.ts';
import type { Listening } from './site/listen-to-jira.ts';
import type { Text } from '../../lib/words/text.ts';

/** What came of a command. */
export type Ending =
  | { readonly state: 'done'; readonly url: string }
  | {
      readonly state: 'failed' | 'skipped' | 'unknown';
      readonly code: ReasonCode;
      /** For the person who reads it, with what to do. */
      readonly reason: Text;
    };

export function failed(code: ReasonCode, reason: Text): Ending {
  return { state: 'failed', code, reason };
}

export type Person = { readonly accountId: string; readonly name: string };

/** The same, and as whom it was done or would have been. */
export type Outcome = { readonly ending: Ending; readonly person?: Person | undefined };

/** What the commands of one job share, so that nothing is asked twice. */
export type Run = {
  readonly tenant: Tenant;
  readonly jira: Listening;
  /** By sha. */
  readonly trust: Map<string, Trust>;
  /** By id of a command: its attempt as this job knows it. Where the row has another one, another process has it. */
  readonly attempts: Map<string, Attempt | null>;
};

/** A command that is carried out now, and as whom. */
export type Deed = {
  readonly tenant: Tenant;
  readonly command: OpenCommand;
  readonly person: Person;
  /** As the person, about the command's issue. */
  readonly call: IssueCall;
  readonly attempts: Run['attempts'];
};

export function deedOf(
  ctx: Context,
  { run, command, person }: { run: Run; command: OpenCommand; person: Person },
): Deed {
  const { tenant, jira, attempts } = run;
  const { accountId, name } = person;
  const call = { connection: jira.connection, accountId, issueKey: command.issueKey, now: ctx.clock.now() };
  return { tenant, command, call, attempts, person: { accountId, name } };
}
