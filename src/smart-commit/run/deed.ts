import type { Context } from '../../context.ts';
import type { Actor } from '../../jira/connection.ts';
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
  /** As the person, or as the app's own user where it cannot act as them; about the command's issue. */
  readonly call: IssueCall;
  /** In whose name Jira shows what is done. */
  readonly actor: Actor;
  /** Of the project that the commit is in; '' where nothing is written. */
  readonly webUrl: string;
  readonly attempts: Run['attempts'];
};

export async function deedOf(
  ctx: Context,
  { run, command, person, webUrl = '' }: { run: Run; command: OpenCommand; person: Person; webUrl?: string },
): Promise<Deed> {
  const { tenant, jira, attempts } = run;
  const { accountId, name } = person;
  const { connection } = jira;
  const actor = await connection.actorFor(accountId);
  const as = actor.isThemselves ? accountId : undefined;
  const call = { connection, accountId: as, issueKey: command.issueKey, now: ctx.clock.now() };
  return { tenant, command, call, actor, webUrl, attempts, person: { accountId, name } };
}

/** What is written in Jira: what shows as the app's own user says first whose it is. */
export function wordsOf(
  { actor, person, command }: Pick<Deed, 'actor' | 'person' | 'command'>,
  text: string,
): string {
  if (actor.isThemselves) return text;
  return `${person.name}: ${text === '' ? `#${command.name}` : text}`;
}
