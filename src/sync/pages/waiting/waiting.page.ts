import type { Account } from '../../../account/account.ts';
import type { Lane } from '../../../dev-info/entity.ts';
import { jiraApis } from '../../../dev-info/jira-api.ts';
import type { LaneStates } from '../../../dev-info/outbox/lane.store.ts';
import { endpointInName } from '../../../gitlab/http/budgets.ts';
import { momentOf, type Moment } from '../../../lib/page-words.ts';
import { clockTime, say } from '../../../lib/words/say.ts';
import { textOfStored } from '../../../lib/words/stored-text.ts';
import type { Text } from '../../../lib/words/text.ts';
import type { WaitingReads } from './waiting.store.ts';

/** What `loadWaiting` found. Times are epoch ms. */
export type WaitingFacts = {
  readonly account: Account;
  readonly now: number;
  readonly blocks: readonly {
    readonly whom: 'user' | 'imports' | 'address' | 'endpoint';
    readonly name: string;
    readonly until: number;
  }[];
  /** The list of repositories. */
  readonly listingUntil: number | undefined;
  readonly runs: { readonly queued: number; readonly running: number };
  readonly reads: readonly WaitingReads[];
  readonly pending: Readonly<Record<Lane, number>>;
  readonly mostCounted: number;
  readonly jira: Readonly<Record<Lane, LaneStates>>;
  /** False where Jira was never asked to let the app in: nothing is sent, and that is no fault. */
  readonly letIn: boolean;
};

type Row = {
  readonly what: Text;
  readonly whom: Text;
  readonly until?: Moment | undefined;
  readonly why: Text;
};

/** What waits for whom, until when, and why, in plain words. */
export function waitingPage(facts: WaitingFacts): Readonly<Record<string, unknown>> {
  const { account, now } = facts;
  const rows = [...gitlabRows(facts), ...readingRows(facts), ...jiraRows(facts), ...heldRows(facts)];
  return {
    title: say('sync.waiting.title'),
    url: `/accounts/${account.id}`,
    name: account.state === 'pending' ? account.namespacePath : account.name,
    asOf: clockTime(now),
    rows,
    moving: rows.length === 0 ? movingWords(facts) : undefined,
  };
}

function gitlabRows({ account, blocks, listingUntil, now }: WaitingFacts): Row[] {
  const host = new URL(account.hostUrl).host;
  const user = account.state === 'pending' ? '' : account.tokenOwner.username;
  const rows = blocks.map(({ whom, name, until }): Row => {
    const words = {
      user: { what: say('sync.waiting.user', { user }), why: say('sync.waiting.user.why', { user }) },
      imports: { what: say('sync.waiting.imports', { user }), why: say('sync.waiting.imports.why') },
      address: {
        what: say('sync.waiting.address', { host }),
        why: say('sync.waiting.address.why', { host }),
      },
      endpoint: {
        what: say('sync.waiting.endpoint', { user, endpoint: endpointInName(name) ?? '' }),
        why: say('sync.waiting.endpoint.why'),
      },
    }[whom];
    return { ...words, whom: say('sync.waiting.gitlab'), until: momentOf(until) };
  });
  if (listingUntil === undefined || listingUntil <= now) return rows;
  const list = { what: say('sync.waiting.list'), why: say('sync.waiting.list.why') };
  return [...rows, { ...list, whom: say('sync.waiting.gitlab'), until: momentOf(listingUntil) }];
}

function readingRows({ reads, runs, now }: WaitingFacts): Row[] {
  const rows = reads.map(({ repositories, error, until }): Row => ({
    what: say('sync.waiting.reading', { count: repositories }),
    whom: say('sync.waiting.gitlab'),
    until: until !== null && until > now ? momentOf(until) : undefined,
    why: error === null ? say('sync.waiting.reading.why') : textOfStored(error),
  }));
  if (runs.queued === 0) return rows;
  const what = say('sync.waiting.runs', { count: runs.queued });
  const why = say('sync.waiting.runs.why', { count: runs.running });
  return [...rows, { what, whom: say('sync.waiting.turn'), why }];
}

function heldRows({ letIn, pending, mostCounted }: WaitingFacts): Row[] {
  const count = pending.live + pending.import;
  if (letIn || count === 0) return [];
  const what = say('selfHosted.held', { unsent: unsentWords(count, mostCounted) });
  return [{ what, whom: say('sync.waiting.admin'), why: say('selfHosted.notLetIn') }];
}

function unsentWords(count: number, mostCounted: number): Text {
  return say('sync.waiting.unsent', { count, more: count >= mostCounted ? 'yes' : 'no' });
}

function jiraRows({ jira, pending, now, mostCounted }: WaitingFacts): Row[] {
  return (['live', 'import'] as const).flatMap((lane) =>
    jiraApis.flatMap((api): Row[] => {
      const { waitingUntil, needsAttention, lastError } = jira[lane][api];
      if (waitingUntil === null || waitingUntil <= now) return [];
      const unsent = unsentWords(pending[lane], mostCounted);
      return [
        {
          what: say(`sync.waiting.lane.${lane}`, { api: say(`sync.api.${api}`), unsent }),
          whom: say(needsAttention ? 'sync.waiting.admin' : 'sync.waiting.jira'),
          until: momentOf(waitingUntil),
          why: lastError ?? say('sync.waiting.jira.why'),
        },
      ];
    }),
  );
}

function movingWords({ pending, runs, mostCounted }: WaitingFacts): Text {
  const count = pending.live + pending.import;
  if (count > 0) return say('sync.waiting.moving', { count, more: count >= mostCounted ? 'yes' : 'no' });
  return runs.running > 0
    ? say('sync.waiting.beingRead', { count: runs.running })
    : say('sync.waiting.nothing');
}
