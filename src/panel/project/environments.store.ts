import type { Db } from '../../db/db.ts';
import { environmentTypes, type DeploymentFacts, type EnvironmentType } from '../../dev-info/entity.ts';
import { weekMs } from '../../lib/charts/weeks.ts';
import { ends, type ProjectWeeks } from './activity.store.ts';

/** `name` as in GitLab; environments of a folder that changes are developed in are one (`review/*`). */
export type Environment = { readonly type: EnvironmentType; readonly name: string };

/** Deployments to an environment that ended one way in one week, from 0, the first. */
export type EndCount = Environment & {
  readonly week: number;
  readonly end: (typeof ends)[number];
  readonly count: number;
};

export type LastDeployment = Environment & {
  readonly repositoryId: string;
  readonly facts: DeploymentFacts;
  readonly issueKeys: readonly string[];
};

type InProject = Pick<ProjectWeeks, 'tenantId' | 'projectKey'>;

/** Of a deployment one key of the project, as the index entity_key_environment has them. */
const ofProject = `where tenant_id = $1 and project_key = $2 and is_first and kind = 'deployment' and ended_at is not null`;

/**
 * Environments that a deployment has ended in, production first, then by name. Each is found from the one before it,
 * whatever number of deployments lies between.
 * @param limit of all of them
 */
export async function listEnvironments(
  db: Db,
  { tenantId, projectKey }: InProject,
  limit: number,
): Promise<Environment[]> {
  return db.rows<Environment>(
    `select wanted.type, found.name
     from unnest($3::text[]) with ordinality as wanted(type, place)
     cross join lateral (
       with recursive chain(name) as (
         (select environment from entity_key ${ofProject} and split_part(mark, ' ', 1) = wanted.type
          order by environment limit 1)
         union all
         select (select environment from entity_key ${ofProject} and split_part(mark, ' ', 1) = wanted.type
           and environment > chain.name order by environment limit 1)
         from chain where name is not null)
       select name from chain where name is not null limit $4) found
     order by wanted.place, found.name limit $4`,
    [tenantId, projectKey, environmentTypes, limit],
  );
}

/** How deployments to these environments ended; each once, however many issues of the project it names. */
export async function countEnds(
  db: Db,
  { tenantId, projectKey, since }: ProjectWeeks,
  environments: readonly Environment[],
): Promise<EndCount[]> {
  return db.rows<EndCount>(
    `select wanted.type, wanted.name, ended."end", counted.week, counted.count
     from unnest($3::text[], $4::text[]) as wanted(type, name)
     cross join unnest($5::text[]) as ended("end")
     cross join lateral (
       select ((ended_at - $6::bigint) / $7::bigint)::int as week, count(*)::int as count from entity_key
       ${ofProject} and split_part(mark, ' ', 1) = wanted.type and environment = wanted.name
         and mark = wanted.type || ' ' || ended."end" and ended_at >= $6::bigint
       group by week) counted`,
    [tenantId, projectKey, ...columnsOf(environments), ends, since, weekMs],
  );
}

/**
 * Of each of these environments the last deployment that went well, however long ago; where none did, the last that ended
 * otherwise.
 */
export async function lastDeployments(
  db: Db,
  { tenantId, projectKey }: InProject,
  environments: readonly Environment[],
): Promise<LastDeployment[]> {
  return db.rows<LastDeployment>(
    `select distinct on (wanted.place) wanted.type, wanted.name, last.repository_id as "repositoryId", last.facts,
       last.issue_keys as "issueKeys"
     from unnest($3::text[], $4::text[]) with ordinality as wanted(type, name, place)
     cross join unnest($5::text[]) with ordinality as ended("end", place)
     cross join lateral (
       select k.repository_id, e.facts, e.issue_keys from (
         select repository_id, id, ended_at from entity_key
         ${ofProject} and split_part(mark, ' ', 1) = wanted.type and environment = wanted.name
           and mark = wanted.type || ' ' || ended."end"
         order by ended_at desc) k
       cross join lateral (
         select facts, issue_keys from entity
         where tenant_id = $1 and repository_id = k.repository_id and kind = 'deployment' and id = k.id
           and not removed limit 1) e
       order by k.ended_at desc limit 1) last
     order by wanted.place, ended.place`,
    [tenantId, projectKey, ...columnsOf(environments), ends],
  );
}

function columnsOf(environments: readonly Environment[]): [string[], string[]] {
  return [environments.map(({ type }) => type), environments.map(({ name }) => name)];
}
