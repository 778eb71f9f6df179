import { isDeepStrictEqual } from 'node:util';
import { prepare } from '../../src/dev-info/batch/prepare.ts';
import type { PendingRow } from '../../src/dev-info/outbox/outbox.store.ts';
import { toRepository } from '../../src/dev-info/to-jira/repository.ts';
import type { Db } from '../../src/db/db.ts';
import { devInfoKey } from '../../src/jira/devinfo.client.ts';
import { listRepositories, type Repository } from '../../src/repository/repository.store.ts';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';

/** What Jira keeps, by the name that the ledger knows it by. */
type Shown = Map<string, { readonly sequence: number; readonly payload: object }>;

function shownIn(site: JiraSite): Shown {
  const { devInfo, provided } = site.app();
  const shown: Shown = new Map();
  for (const [repositoryId, { entities }] of devInfo.repositories) {
    for (const [list, ofKind] of Object.entries(entities)) {
      for (const [id, { payload }] of ofKind) {
        shown.set(devInfoKey(repositoryId, list, id), { payload, sequence: payload.updateSequenceId });
      }
    }
  }
  for (const { entities } of Object.values(provided)) {
    for (const [key, { payload }] of entities) {
      shown.set(key, {
        payload,
        sequence: Number(payload['updateSequenceNumber'] ?? payload['updateSequenceId']),
      });
    }
  }
  return shown;
}

type Row = PendingRow & { readonly state: string; readonly sentSequence: number };

/** What a Jira has of a repository, or is yet to be told. */
export async function ledgerRows(db: Db, { tenantId, id }: Repository): Promise<Row[]> {
  return db.rows<Row>(
    `select repository_id as "repositoryId", kind, id, issue_keys as "issueKeys", facts, files,
       file_count as "fileCount", removed, queued_at as "queuedAt", sequence, sent_hash as "sentHash", state,
       sent_sequence as "sentSequence"
     from entity where tenant_id = $1 and repository_id = $2 and not (removed and state = 'gone')`,
    [tenantId, id],
  );
}

/**
 * How what a site's Jira keeps differs from the tenant's ledger, in words; at most twenty. The ledger itself is judged
 * elsewhere. Every issue key of the ledger has to belong to a project of the site.
 */
export async function storeDifferences(db: Db, tenantId: string, site: JiraSite): Promise<string[]> {
  const shown = shownIn(site);
  const found: string[] = [];
  for (const repository of await listRepositories(db, { tenantId })) {
    const to = {
      lane: 'live',
      accountId: repository.accountId,
      repository: toRepository(repository),
    } as const;
    for (const row of await ledgerRows(db, repository)) {
      const { key, payload } = prepare(row, row.issueKeys, to);
      const stored = shown.get(key);
      shown.delete(key);
      const name = `${repository.path} ${row.kind} ${row.id}`;
      if (row.removed || row.state !== 'sent') {
        found.push(`${name} is ${row.state}${row.removed ? ' and removed' : ''}`);
      } else if (stored === undefined) found.push(`${name} is not in Jira`);
      else if (stored.sequence !== row.sentSequence) {
        found.push(`${name} is number ${stored.sequence} in Jira, not ${row.sentSequence}`);
      } else if (!isDeepStrictEqual(unnumbered(stored.payload), unnumbered(payload))) {
        found.push(`${name} is something else in Jira`);
      }
    }
  }
  return [...found, ...[...shown.keys()].map((key) => `${key} is in Jira only`)].slice(0, 20);
}

const numbers = new Set(['updateSequenceId', 'updateSequenceNumber']);

/** As JSON, without what orders it. */
function unnumbered(payload: object): unknown {
  return JSON.parse(
    JSON.stringify(payload, (name, value: unknown) => (numbers.has(name) ? undefined : value)),
  );
}
