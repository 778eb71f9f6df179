import { issueHistory } from '../../jira/issue/history.client.ts';
import type { IssueCall } from '../../jira/issue/issue-call.ts';
import { availableTransitions } from '../../jira/issue/transitions.client.ts';
import type { SmartCommand } from '../parse/smart-commit.ts';
import { hindrance, refusal } from '../run/act/refusal.ts';
import { chooseTransition, type Choices } from '../run/choose-transition.ts';
import type { Ending, Person } from '../run/deed.ts';
import { say, verbatim } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/** What would become of a command. `words` say what would be done, or why it would fail, with what to do. */
export type Forecast = { readonly wouldRun: boolean; readonly words: Text };

export type Trial = {
  /** As the person. */
  readonly call: IssueCall;
  readonly person: Person;
  readonly commands: readonly SmartCommand[];
};

/**
 * What commands would do as this person on this issue as it is now. Asks Jira what a run would ask before it writes, and
 * writes nothing.
 *
 * @returns one for each command, in their order @throws AppError where Jira does not answer
 */
export async function tryOnIssue({ call, person, commands }: Trial): Promise<Forecast[]> {
  const { issueKey } = call;
  /** A line may have many commands: Jira is asked once for each type. */
  const asked = new Map<SmartCommand['type'], Promise<Ending | undefined>>();
  const intended = (type: SmartCommand['type']) => ({ call, person, command: { type, issueKey } });
  const hinders = (type: SmartCommand['type']) => {
    const known = asked.get(type) ?? hindrance(intended(type), type);
    asked.set(type, known);
    return known;
  };
  let choices: ReturnType<typeof choicesOf> | undefined;
  const forecastOf = async (command: SmartCommand): Promise<Forecast> => {
    if ('error' in command) return refused(say('smartCommit.try.asWritten'));
    if (command.type !== 'transition') {
      const ending = await hinders(command.type);
      if (ending !== undefined) return refused(reasonOf(ending));
      const { name } = person;
      return runs(
        say(command.type === 'comment' ? 'smartCommit.try.comments' : 'smartCommit.try.logs', { name }),
      );
    }
    choices ??= choicesOf({ call, person });
    const found = await choices;
    if ('ending' in found) return refused(reasonOf(found.ending));
    const choice = chooseTransition(command, found);
    if (choice.result === 'refused') {
      // Jira lists nothing to those who may do nothing.
      const ending = choice.code === 'none_available' ? await hinders('transition') : undefined;
      return refused(ending === undefined ? choice.reason : reasonOf(ending));
    }
    const { name, to } = choice.transition;
    const moved = say('smartCommit.try.moved', { name, from: found.status.name, to });
    if (choice.commentInside || command.argument === '') return runs(moved);
    const ending = await hinders('comment');
    return ending === undefined
      ? runs(say('smartCommit.try.movedThenComment', { moved }))
      : refused(say('smartCommit.try.movedNoComment', { moved, reason: reasonOf(ending) }));
  };
  const forecasts: Forecast[] = [];
  for (const command of commands) forecasts.push(await forecastOf(command));
  return forecasts;
}

/** Where the issue stands and what the person can do there; or why they are not shown that. */
async function choicesOf({
  call,
  person,
}: Pick<Trial, 'call' | 'person'>): Promise<Choices | { readonly ending: Ending }> {
  const [transitions, history] = await Promise.all([availableTransitions(call), issueHistory(call)]);
  const intended = { call, person, command: { type: 'transition', issueKey: call.issueKey } } as const;
  if (!transitions.ok) return { ending: await refusal(intended, transitions) };
  if (!history.ok) return { ending: await refusal(intended, history) };
  return { status: history.value.status, transitions: transitions.value, personName: person.name };
}

function runs(words: Text): Forecast {
  return { wouldRun: true, words };
}

function refused(words: Text): Forecast {
  return { wouldRun: false, words };
}

function reasonOf(ending: Ending): Text {
  return ending.state === 'done' ? verbatim('') : ending.reason;
}
