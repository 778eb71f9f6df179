import type { CommandState, ReasonCode } from '../command.ts';
import type { SmartCommand } from '../parse/smart-commit.ts';
import type { AskingCommit } from './asking-commit.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/** A row of `smart_command` as it begins. */
export type PlannedCommand = {
  readonly position: number;
  readonly issueKey: string;
  readonly name: string;
  readonly type: SmartCommand['type'];
  readonly argument: string;
  readonly state: Extract<CommandState, 'waiting' | 'failed' | 'skipped'>;
  readonly reasonCode: ReasonCode | null;
  readonly reason: Text | null;
};

/** Commands times issues of one commit. Nobody writes so many by hand. */
const mostRows = 100;

/**
 * Each command of a commit on each of its issues, and what of it ends before it begins.
 * @param twin sha of a commit that this one repeats
 */
export function planCommands(
  { commands }: Pick<AskingCommit, 'commands'>,
  twin: string | undefined,
): PlannedCommand[] {
  const asked = commands.flatMap((command, position) =>
    command.issueKeys.map((issueKey) => ({ command, position, issueKey })),
  );
  const planned = asked.slice(0, mostRows).map((one) => rowOf(one, outcomeOf(one.command, twin)));
  const rest = asked[mostRows];
  return rest === undefined ? planned : [...planned, rowOf(rest, tooMany(asked.length))];
}

type Asked = { readonly command: SmartCommand; readonly position: number; readonly issueKey: string };
type Outcome = Pick<PlannedCommand, 'state' | 'reasonCode' | 'reason'>;

function rowOf({ command, position, issueKey }: Asked, outcome: Outcome): PlannedCommand {
  const { name, type, argument } = command;
  return { position, issueKey, name, type, argument, ...outcome };
}

function outcomeOf(command: SmartCommand, twin: string | undefined): Outcome {
  if (twin !== undefined)
    return skipped('repeats_another', say('smartCommit.reason.repeats', { sha: twin.slice(0, 8) }));
  const error = 'error' in command ? command.error : undefined;
  if (error === undefined) return { state: 'waiting', reasonCode: null, reason: null };
  return { state: 'failed', reasonCode: error, reason: wrong[error] };
}

const wrong = {
  empty_comment: say('smartCommit.reason.noComment'),
  invalid_duration: say('smartCommit.reason.noDuration'),
} as const;

function tooMany(asked: number): Outcome {
  return skipped('too_many', say('smartCommit.reason.tooMany', { asked, most: mostRows }));
}

function skipped(reasonCode: ReasonCode, reason: Text): Outcome {
  return { state: 'skipped', reasonCode, reason };
}

/**
 * The earlier commit that each of these repeats, by sha: one known before, or an earlier one among them.
 * @param commits oldest first
 * @param known sha of a commit from before, by the sha of the one that repeats it
 */
export function twinsOf(
  commits: readonly Pick<AskingCommit, 'sha' | 'fingerprint'>[],
  known: ReadonlyMap<string, string>,
): Map<string, string> {
  const firsts = new Map<string, string>();
  const twins = new Map<string, string>();
  for (const { sha, fingerprint } of commits) {
    const first = known.get(sha) ?? firsts.get(fingerprint);
    if (first !== undefined) twins.set(sha, first);
    else firsts.set(fingerprint, sha);
  }
  return twins;
}
