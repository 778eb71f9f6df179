import type { AccountHookState, HookState } from '../../repository/hooks/hook-states.ts';
import { dayAndTime, say } from '../../lib/words/say.ts';
import { textOfStored } from '../../lib/words/stored-text.ts';
import type { Text } from '../../lib/words/text.ts';

type View = {
  readonly kind: 'note' | 'warning';
  readonly title: Text;
  /** Sentences, one after the other. */
  readonly messages: readonly Text[];
  readonly retryUrl?: string | undefined;
  /** Shows address and secret, for a person to add in GitLab. */
  readonly byHandUrl?: string | undefined;
};

const dayMs = 86_400_000;
const later = say('sync.hook.later');

type Cell = { readonly label: Text; readonly kind: 'plain' | 'neutral' | 'success' | 'warning' };

/** Whether we are told of a repository's events, in a word. */
export function webhookCell(state: HookState | undefined): Cell {
  switch (state?.state) {
    case 'active':
      return { label: say(state.of === 'group' ? 'sync.hook.ofGroup' : 'sync.hook.own'), kind: 'success' };
    case 'by-hand':
      return { label: say('sync.hook.byHand'), kind: 'success' };
    case 'switched-off':
      return { label: say('sync.hook.off'), kind: 'warning' };
    case 'missing':
      return { label: say('sync.hook.none'), kind: 'warning' };
    case 'pending':
    case undefined:
      return { label: say('sync.hook.notYet'), kind: 'neutral' };
  }
}

/** What to know about a repository's own webhook; nothing where all is well, or where the group has one. */
export function webhookWords(
  state: HookState | undefined,
  { repositoryId, now }: { repositoryId: string; now: number },
): View | undefined {
  if (state?.of !== 'repository') return undefined;
  const words = healthWords(state, now);
  if (words !== undefined) return words;
  if (state.state === 'by-hand') return { kind: 'note', title: say('sync.hook.addedByHand'), messages: [] };
  if (state.state === 'pending' && state.problem !== null) {
    const messages = [textOfStored(state.problem), say('sync.hook.triedAgain')];
    return { kind: 'note', title: say('sync.hook.couldNot'), messages };
  }
  if (state.state !== 'missing') return undefined;
  return {
    kind: 'warning',
    title: say('sync.hook.noWebhook'),
    messages: [...reasonOf(state.problem), later],
    byHandUrl: `/repositories/${repositoryId}/webhook`,
  };
}

/** What to know about the webhooks of an account as a whole. */
export function webhooksAttention(
  { group, without, problem }: AccountHookState,
  { accountId, now }: { accountId: string; now: number },
): View | undefined {
  const words = group && healthWords(group, now);
  if (words !== undefined) return words;
  if (without === 0) return undefined;
  const url = `/accounts/${accountId}`;
  return {
    kind: 'warning',
    title: say('sync.hook.without', { count: without }),
    messages: [
      problem === null ? say('sync.hook.notAllowed') : textOfStored(problem),
      later,
      say('sync.hook.orByHand'),
    ],
    retryUrl: `${url}/webhooks/retry`,
    byHandUrl: group?.state === 'missing' ? `${url}/webhook` : undefined,
  };
}

function healthWords(state: HookState, now: number): View | undefined {
  const { missedFrom, missedUntil, problem } = state;
  if (missedFrom === null) return undefined;
  const isOver = missedUntil !== null;
  if (isOver && (state.state !== 'active' || missedUntil < now - dayMs)) return undefined;
  return {
    kind: isOver ? 'note' : 'warning',
    title: say(isOver ? 'sync.hook.wasOff' : 'sync.hook.isOff'),
    messages: isOver
      ? [
          say('sync.hook.lookedFor'),
          say('sync.hook.missedUntil', { from: dayAndTime(missedFrom), until: dayAndTime(missedUntil) }),
        ]
      : [
          ...reasonOf(problem),
          say('sync.hook.meanwhile'),
          say('sync.hook.missed', { from: dayAndTime(missedFrom) }),
        ],
  };
}

function reasonOf(problem: string | null): Text[] {
  return problem === null ? [] : [textOfStored(problem)];
}
