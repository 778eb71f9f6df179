import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { JiraSandbox } from '../sandbox/jira/jira-sandbox.ts';

type Entity = { id: string; updateSequenceId: number; lastCommit?: object };
type Bulk = { repositories: ({ id: string } & Partial<Record<string, Entity[]>>)[] };
type Arrival = {
  readonly name: string;
  readonly at: number;
  readonly sequence: number;
  readonly digest: string;
};
type Recorded = { name: string; at: string; sequence: string | number };

const kinds = { commits: 'commit', branches: 'branch', pullRequests: 'pull_request' } as const;

/**
 * Keeps what is sent and when, and what the ledger notes as accepted and when: an entity whose very payload was noted
 * before should not have been sent. (One whose acceptance was lost on the way is sent again, and rightly so.)
 */
export async function watchRepeats(jira: JiraSandbox, client: pg.Client) {
  await client.query(`
    create table accepted (at timestamptz, tenant_id uuid, repository_id uuid, kind text, id text, sequence bigint);
    create function note_accepted() returns trigger language plpgsql as $$ begin
      insert into accepted values
        (clock_timestamp(), new.tenant_id, new.repository_id, new.kind, new.id, new.sent_sequence);
      return null;
    end $$;
    create trigger note_accepted after update of sent_sequence on entity for each row
      when (new.sent_hash is not null and new.sent_sequence <> old.sent_sequence) execute function note_accepted()`);
  const arrivals: Arrival[] = [];
  jira.faults.add({
    match: ({ endpoint, body, site }) => {
      if (endpoint !== 'devinfo.bulk') return false;
      const { repositories } = JSON.parse(body.toString('utf8')) as Bulk;
      const at = Date.now();
      for (const repository of repositories) arrivals.push(...entitiesOf(site, repository, at));
      return false;
    },
  });
  return {
    arrivals: () => arrivals.length,
    /** Entities that were sent although the ledger had just this payload as accepted. */
    async repeats(): Promise<string[]> {
      const { rows } = await client.query<Recorded>(
        `select t.base_url || ' ' || r.jira_repository_id || ' ' || a.kind || ' ' || a.id as name,
           extract(epoch from a.at) * 1000 as at, a.sequence
         from accepted a join tenant t using (tenant_id)
         join repository r on r.tenant_id = a.tenant_id and r.id = a.repository_id order by a.at`,
      );
      const recorded = Map.groupBy(rows, ({ name }) => name);
      const sent = Map.groupBy(arrivals, ({ name }) => name);
      return arrivals.flatMap(({ name, at, sequence, digest }) => {
        const newest = recorded.get(name)?.findLast((one) => Number(one.at) < at);
        const known = sent.get(name)?.find((one) => one.sequence === Number(newest?.sequence));
        return known?.digest === digest ? [`${name} at ${at}, ${sequence} after ${known.sequence}`] : [];
      });
    },
  };
}

function entitiesOf(site: string, repository: Bulk['repositories'][number], at: number): Arrival[] {
  return Object.entries(kinds).flatMap(([list, kind]) =>
    (repository[list] ?? []).map((entity) => ({
      name: `${site} ${repository.id} ${kind} ${entity.id}`,
      at,
      sequence: entity.updateSequenceId,
      digest: digestOf(entity),
    })),
  );
}

function digestOf(entity: Entity): string {
  const payload = {
    ...entity,
    updateSequenceId: 0,
    ...(entity.lastCommit === undefined ? {} : { lastCommit: { ...entity.lastCommit, updateSequenceId: 0 } }),
  };
  return createHash('sha1').update(JSON.stringify(payload)).digest('base64');
}
