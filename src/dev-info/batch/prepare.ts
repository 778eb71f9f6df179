import { hash } from 'node:crypto';
import { devInfoKey } from '../../jira/devinfo.client.ts';
import { listOfKind, type RepositoryPayload } from '../../jira/devinfo-payload.ts';
import type { EntityFacts, Lane } from '../entity.ts';
import { apiOf, type JiraApi } from '../jira-api.ts';
import { toJira, type Payload } from '../to-jira/entity.ts';
import { fitId } from '../to-jira/fit.ts';
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
  readonly payload: Payload;
  /** What the API's answer calls it. */
  readonly key: string;
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
  const preventTransitions = lane === 'import' || row.kind !== 'pull_request';
  return {
    row,
    api: apiOf[row.kind],
    repository,
    accountId,
    preventTransitions,
    payload,
    key: keyOf(row, repository.id),
    cuts,
    hash: hash('sha256', json, 'base64url'),
    group: `${accountId} ${preventTransitions}`,
    repositoryId: repository.id,
    kind: row.kind,
    bytes: Buffer.byteLength(json),
  };
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
