import type { IssueHistory } from '../../jira/issue/history.client.ts';
import type { IssueTransition, ScreenField } from '../../jira/issue/transitions.client.ts';
import type { Command, ReasonCode } from '../command.ts';
import { matchTransition } from '../match-transition.ts';

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
  | { readonly result: 'refused'; readonly code: ReasonCode; readonly reason: string };

/** The field of comments on a transition's screen. */
const commentField = 'comment';
const mostNames = 20;

/** Which of the transitions a command means, and whether it can be made from here; else why not, in words. */
export function chooseTransition(command: Pick<Command, 'name' | 'argument'>, choices: Choices): Choice {
  const { transitions, status, personName } = choices;
  const match = matchTransition(command.name, transitions);
  if (match.result === 'ok') return withScreen(command, match.matches[0]);
  if (match.result === 'ambiguous') {
    return refused(
      'ambiguous',
      `#${command.name} can mean ${names(match.matches, 'and')}. Write more of the name, with hyphens for spaces.`,
    );
  }
  // The status as if a transition led to it: the same rules decide whether it is meant.
  if (matchTransition(command.name, [{ name: status.name }]).result === 'ok') {
    return refused('no_match', `The issue is already in the status “${status.name}”.`);
  }
  if (match.result === 'none_available') {
    return refused(
      'none_available',
      `Nothing leads on from the status “${status.name}” for ${personName}: the workflow offers them no transition here.`,
    );
  }
  return refused(
    'no_match',
    `No transition from “${status.name}” is called ${command.name}. ${personName} can use ${names(transitions, 'or')}.`,
  );
}

function withScreen({ argument }: Pick<Command, 'argument'>, transition: IssueTransition): Choice {
  const missing = transition.fields.filter(
    (field) => field.required && !field.hasDefault && !(field.id === commentField && argument.trim() !== ''),
  );
  if (missing.length > 0) return refused('required_field', requiredWords(transition, missing));
  return { result: 'ok', transition, commentInside: transition.fields.some(({ id }) => id === commentField) };
}

function requiredWords({ name }: IssueTransition, missing: readonly ScreenField[]): string {
  if (missing.every(({ id }) => id === commentField))
    return `“${name}” needs a comment: write it after the command.`;
  const fields = listed(
    missing.map((field) => `“${field.name}”`),
    'and',
  );
  return `“${name}” asks for ${fields}, which a commit cannot give. Make this transition in Jira, or ask a Jira administrator to make the field optional.`;
}

function refused(code: ReasonCode, reason: string): Choice {
  return { result: 'refused', code, reason };
}

/** A name alone may stand for several: the status tells them apart. */
function names(transitions: readonly IssueTransition[], word: 'and' | 'or'): string {
  const all = transitions.map(({ name, to }) => (name === to ? `“${name}”` : `“${name}” (to “${to}”)`));
  const more = all.length - mostNames;
  return listed(more > 0 ? [...all.slice(0, mostNames), `${more} more`] : all, word);
}

function listed(items: readonly string[], word: 'and' | 'or'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}
