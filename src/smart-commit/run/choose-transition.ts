import type { IssueHistory } from '../../jira/issue/history.client.ts';
import type { IssueTransition, ScreenField } from '../../jira/issue/transitions.client.ts';
import type { Command, ReasonCode } from '../command.ts';
import { matchTransition } from '../match-transition.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/** Where an issue stands, and what somebody can do there now. */
export type Choices = {
  readonly status: IssueHistory['status'];
  readonly transitions: readonly IssueTransition[];
  /** Who asks, by name. */
  readonly personName: string;
};

export type Choice =
  | {
      readonly result: 'ok';
      readonly transition: IssueTransition;
      /** Its screen takes comments; where it does not, a comment is added after it. */
      readonly commentInside: boolean;
    }
  | { readonly result: 'refused'; readonly code: ReasonCode; readonly reason: Text };

/** The field of comments on a transition's screen. */
const commentField = 'comment';
const mostNames = 20;

/** Which of the transitions a command means, and whether it can be made from here; else why not, in words. */
export function chooseTransition(command: Pick<Command, 'name' | 'argument'>, choices: Choices): Choice {
  const { transitions, status, personName } = choices;
  const match = matchTransition(command.name, transitions);
  if (match.result === 'ok') return withScreen(command, match.matches[0]);
  if (match.result === 'ambiguous') {
    const meant = { command: command.name, names: names(match.matches) };
    return refused('ambiguous', say('smartCommit.reason.ambiguous', meant));
  }
  // The status as if a transition led to it: the same rules decide whether it is meant.
  if (matchTransition(command.name, [{ name: status.name }]).result === 'ok') {
    return refused('no_match', say('smartCommit.reason.alreadyThere', { status: status.name }));
  }
  if (match.result === 'none_available') {
    const stuck = { status: status.name, person: personName };
    return refused('none_available', say('smartCommit.reason.noneAvailable', stuck));
  }
  return refused(
    'no_match',
    say('smartCommit.reason.noMatch', {
      ...{ status: status.name, command: command.name, person: personName },
      names: { or: names(transitions) },
    }),
  );
}

function withScreen({ argument }: Pick<Command, 'argument'>, transition: IssueTransition): Choice {
  const missing = transition.fields.filter(
    (field) => field.required && !field.hasDefault && !(field.id === commentField && argument.trim() !== ''),
  );
  if (missing.length > 0) return refused('required_field', requiredWords(transition, missing));
  return { result: 'ok', transition, commentInside: transition.fields.some(({ id }) => id === commentField) };
}

function requiredWords({ name }: IssueTransition, missing: readonly ScreenField[]): Text {
  if (missing.every(({ id }) => id === commentField)) return say('smartCommit.reason.needsComment', { name });
  const fields = missing.map((field) => say('smartCommit.named', { name: field.name }));
  return say('smartCommit.reason.asksForFields', { name, fields });
}

function refused(code: ReasonCode, reason: Text): Choice {
  return { result: 'refused', code, reason };
}

/** A name alone may stand for several: the status tells them apart. */
function names(transitions: readonly IssueTransition[]): Text[] {
  const all = transitions.map(({ name, to }) =>
    name === to ? say('smartCommit.named', { name }) : say('smartCommit.namedTo', { name, to }),
  );
  const more = all.length - mostNames;
  return more > 0 ? [...all.slice(0, mostNames), say('smartCommit.namedMore', { count: more })] : all;
}
