import { hash } from 'node:crypto';
import { devInfoKey } from '../../jira/devinfo.client.ts';
import { listOfKind, type RepositoryPayload } from '../../jira/devinfo-payload.ts';
import type { EntityFacts, Lane } from '../entity.ts';
import { apiOf, type JiraApi } from '../jira-api.ts';
import { toJira, type Payload } from '../to-jira/entity.ts';
import { fitId } from '../to-jira/fit.ts';
import { heldCommands } from '../to-jira/inert.ts';
import { keyFactsOf, providedKey } from '../to-jira/key.ts';
import type { PendingRow } from '../outbox/outbox.store.ts';
import type { Packable } from './pack.ts';

/** An entity ready to be packed and sent. */
export type Item = Packable & {
  readonly row: PendingRow;
  readonly api: JiraApi;
  readonly repository: RepositoryPayload;
  readonly accountId: string;
  readonly preventTransitions: boolean;
  /** Its text holds what may be Smart Commits, in a form in which nobody reads them. */
  readonly heldCommands: boolean;
  /** Sent as it was written, for Jira to carry out what it asks. */
  readonly isNative: boolean;
  readonly payload: Payload;
  /** What the API's answer calls it. */
  readonly key: string;
  /** Of the payload in its inert form, whichever form is sent: who carries out Smart Commits sends nothing anew. */
  readonly hash: string;
  readonly cuts: number;
};

export type Destination = { readonly accountId: string; readonly repository: RepositoryPayload };

/** @param keys those of the row's keys that this site may be sent, at least one */
export function prepare(
  row: PendingRow,
  keys: readonly string[],
  { lane, accountId, repository }: Destination & { lane: Lane },
): Item {
  const { payload, cuts } = toJira(factsOf(row), { id: row.id, issueKeys: keys, repository });
  const json = JSON.stringify(payload);
  const held = heldCommands(textOf(payload));
  const preventTransitions = preventsTransitions(row, { lane, held });
  return {
    row,
    api: apiOf[row.kind],
    repository,
    accountId,
    preventTransitions,
    heldCommands: held,
    isNative: false,
    payload,
    key: keyOf(row, repository.id),
    cuts,
    hash: hash('sha256', json, 'base64url'),
    group: groupOf(accountId, preventTransitions),
    repositoryId: repository.id,
    kind: row.kind,
    bytes: Buffer.byteLength(json),
  };
}

/**
 * `preventTransitions` switches off Jira's workflow triggers and automation for all of a request, and Jira's Smart
 * Commits with them. Nothing of an import may move an issue. What is live goes without it, so that triggers see it,
 * in a text that holds no command; a text that held one has the flag beside it wherever no trigger is lost that people
 * wait for: commits, and branches that Jira has already (ADR 18).
 */
function preventsTransitions(
  { kind, sentHash }: PendingRow,
  { lane, held }: { lane: Lane; held: boolean },
): boolean {
  if (lane === 'import') return true;
  if (kind === 'commit') return held || sentHash !== null;
  return kind === 'branch' && held && sentHash !== null;
}

function groupOf(accountId: string, preventTransitions: boolean): string {
  return `${accountId} ${preventTransitions}`;
}

/** How an item goes that Jira is to act on. */
export function whereTransitionsRun({
  accountId,
}: Pick<Item, 'accountId'>): Pick<Item, 'preventTransitions' | 'group'> {
  return { preventTransitions: false, group: groupOf(accountId, false) };
}

/** The text in which Jira looks for commands; of builds and the like it reads none. */
function textOf(payload: Payload): string {
  if ('message' in payload) return payload.message;
  if ('lastCommit' in payload) return payload.lastCommit.message;
  return 'title' in payload ? payload.title : '';
}

function keyOf(row: PendingRow, jiraRepositoryId: string): string {
  const { kind, id } = row;
  return kind === 'commit' || kind === 'branch' || kind === 'pull_request'
    ? devInfoKey(jiraRepositoryId, listOfKind[kind], fitId(id))
    : (providedKey(keyFactsOf(row), jiraRepositoryId) ?? '');
}

function factsOf({ kind, facts, files, fileCount }: PendingRow): EntityFacts {
  // The row's kind says which facts it holds: they were written together.
  const entity = { kind, facts } as EntityFacts;
  if (entity.kind !== 'commit' || fileCount === null) return entity;
  return { kind: 'commit', facts: { ...entity.facts, files: files ?? [], fileCount } };
}
