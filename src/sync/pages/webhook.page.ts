import type { AccountHookState, HookState } from '../../repository/hooks/hook-states.ts';
import { countOf, momentOf, type Moment } from '../../lib/page-words.ts';

type View = {
  readonly kind: 'note' | 'warning';
  readonly title: string;
  readonly message: string;
  /** Between which times events may have been missed; without `until` it is still so. */
  readonly missed?: { readonly from: Moment; readonly until: Moment | undefined } | undefined;
  readonly retryUrl?: string | undefined;
  /** Shows address and secret, for a person to add in GitLab. */
  readonly byHandUrl?: string | undefined;
};

const dayMs = 86_400_000;
const later = 'Until there is one, changes in GitLab show with the next refresh.';

type Cell = { readonly label: string; readonly kind: 'plain' | 'neutral' | 'success' | 'warning' };

/** Whether we are told of a repository's events, in a word. */
export function webhookCell(state: HookState | undefined): Cell {
  switch (state?.state) {
    case 'active':
      return { label: state.of === 'group' ? 'Of the group' : 'Its own', kind: 'success' };
    case 'by-hand':
      return { label: 'By hand', kind: 'success' };
    case 'switched-off':
      return { label: 'Off in GitLab', kind: 'warning' };
    case 'missing':
      return { label: 'None', kind: 'warning' };
    case 'pending':
    case undefined:
      return { label: 'Not made yet', kind: 'neutral' };
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
  if (state.state === 'by-hand') return { kind: 'note', title: 'Webhook added by hand', message: '' };
  if (state.state === 'pending' && state.problem !== null) {
    const message = `${state.problem} It is tried again by itself.`;
    return { kind: 'note', title: 'The webhook could not be made yet.', message };
  }
  if (state.state !== 'missing') return undefined;
  return {
    kind: 'warning',
    title: 'No webhook.',
    message: `${state.problem ?? ''} ${later}`,
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
    title: `${countOf(without, 'repository has', 'repositories have')} no webhook`,
    message: `${problem ?? 'GitLab did not let the app make it.'} ${later} A webhook can also be added by hand.`,
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
    title: isOver ? 'The webhook was off for a while.' : 'GitLab has switched the webhook off.',
    message: isOver
      ? 'What happened meanwhile has been looked for.'
      : `${problem ?? ''} What happens meanwhile shows with the next refresh; it is tried again every hour or, for a repository's own webhook, every day.`,
    missed: { from: momentOf(missedFrom), until: isOver ? momentOf(missedUntil) : undefined },
  };
}
