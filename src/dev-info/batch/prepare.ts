import { hash } from 'node:crypto';
import { asDevInfoKind, type RepositoryPayload } from '../../jira/devinfo-payload.ts';
import type { EntityFacts, Lane } from '../entity.ts';
import { toJira, type Payload } from '../to-jira/entity.ts';
import type { PendingRow } from '../outbox/outbox.store.ts';
import type { Packable } from './pack.ts';

/** An entity ready to be packed and sent. */
export type Item = Packable & {
  readonly row: PendingRow;
  readonly repository: RepositoryPayload;
  readonly accountId: string;
  readonly preventTransitions: boolean;
  readonly payload: Payload;
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
  const { payload, cuts } = toJira(factsOf(row), {
    id: row.id,
    issueKeys: keys,
    repository,
  });
  const kind = asDevInfoKind(row.kind);
  if (kind === undefined) throw new Error(`${row.kind} has no request yet`);
  const json = JSON.stringify(payload);
  const preventTransitions = lane === 'import' || row.kind !== 'pull_request';
  return {
    row,
    repository,
    accountId,
    preventTransitions,
    payload,
    cuts,
    hash: hash('sha256', json, 'base64url'),
    group: `${accountId} ${preventTransitions}`,
    repositoryId: repository.id,
    kind,
    bytes: Buffer.byteLength(json),
  };
}

function factsOf({ kind, facts, files, fileCount }: PendingRow): EntityFacts {
  // The row's kind says which facts it holds: they were written together.
  const entity = { kind, facts } as EntityFacts;
  if (entity.kind !== 'commit' || fileCount === null) return entity;
  return { kind: 'commit', facts: { ...entity.facts, files: files ?? [], fileCount } };
}
