import type { Db } from '../../src/db/db.ts';
import { busiestIssue, largestProject, repositoryId, usualProject, type Filling } from './names.ts';

const ofBusiest = 2_000;

const yearMs = 365 * 86_400_000;

/** Of a random number below 1: forty projects, the first of which has a quarter of everything. */
const projectOf = (random: string) => `
  case floor(40 * ${random} ^ 2.5)::int when 0 then '${largestProject}' when 20 then '${usualProject}'
    else 'PROJ' || lpad(floor(40 * ${random} ^ 2.5)::int::text, 2, '0') end`;
/** The larger a project, the more issues share what there is: a dozen entities each. */
const issueOf = (random: string) =>
  `(1 + floor(case project when '${largestProject}' then 25000 else 4000 end * ${random} ^ 1.2)::int)`;

/**
 * Entities and the keys that lead to them, as dev-info/ledger.store.ts writes them, one repository after the other as
 * imports do.
 */
export async function fillLedger(db: Db, filling: Filling): Promise<void> {
  await draw(db, filling);
  await writeEntities(db, filling);
  await writeKeys(db, filling);
  await db.run('drop table drawn');
}

/** What each entity is, where it belongs, which issues it names and when it began (epoch ms). */
async function draw(db: Db, { repositories, entities }: Filling): Promise<void> {
  await db.run(
    `create temp table drawn as
     select n, repository, kind, begun, keys, state,
       case when kind = 'pull_request' then (array['opened', 'closed', 'merged', 'merged', 'merged', 'merged', 'merged',
           'merged', 'merged', 'merged'])[case when begun > newest - ${yearMs / 20} then 1 + n % 4 else 2 + n % 9 end]
         when kind = 'build' then (array['successful', 'successful', 'successful', 'failed', 'cancelled'])[1 + n % 5]
         when kind = 'deployment' then (array['successful', 'successful', 'successful', 'successful', 'failed'])[1 + n % 5]
       end as ended,
       (array['production', 'staging', 'staging', 'testing'])[1 + n % 4] as environment,
       (array['production-eu', 'production-us', 'staging', 'staging-' || n % 40, 'qa'])[
         case n % 4 when 0 then 1 + n % 8 / 4 when 3 then 5 else 3 + n % 8 / 4 end] as site
     from (
       select n, floor(${repositories} * random() ^ 3)::int as repository,
         case when r < 0.70 then 'commit' when r < 0.80 then 'pull_request' when r < 0.89 then 'build'
           when r < 0.95 then 'branch' when r < 0.99 then 'deployment' else 'feature_flag' end as kind,
         newest - (${3 * yearMs}::bigint * random() ^ 1.5)::bigint as begun,
         case when n <= ${ofBusiest} then array['${busiestIssue}']
           when r >= 0.95 and r < 0.99 then array(select distinct project || '-' || ${issueOf('random()')}
             from generate_series(1, 4 + n % 9))
           when n % 20 = 0 then array[project || '-' || ${issueOf('random()')}, project || '-' || ${issueOf('random()')}]
           else array[project || '-' || ${issueOf('random()')}] end as keys,
         case when n % 400 = 9 then 'pending' when n % 250 = 8 then 'held' when n % 1000 = 7 then 'rejected'
           else 'sent' end as state,
         newest
       from (
         select n, random() as r, ${projectOf('spread')} as project,
           (extract(epoch from now()) * 1000)::bigint as newest
         from (select n, random() as spread from generate_series(1, ${entities}) as n offset 0) numbered offset 0) placed
       offset 0) named`,
  );
}

/** Texts as long as people write them. */
const facts = `
  case kind
    when 'commit' then json_build_object('sha', id, 'message',
      keys[1] || ' Keep the order of events when a connection is lost' || case when n % 3 = 0 then E'\\n\\nThe session is restored before the watches are, so that none of them fires twice.' else '' end,
      'author', person, 'authoredAt', begun, 'committedAt', begun, 'url', url || '/-/commit/' || id, 'isMerge', n % 12 = 0)
    when 'branch' then json_build_object('name', 'feature/' || keys[1] || '-keep-the-order', 'url', url || '/-/tree/feature',
      'createMergeRequestUrl', url || '/-/merge_requests/new', 'lastCommit', json_build_object('sha', md5(id) || '00000000',
        'message', keys[1] || ' Keep the order of events', 'author', person, 'authoredAt', begun, 'committedAt', begun,
        'url', url || '/-/commit/' || md5(id), 'isMerge', false))
    when 'pull_request' then json_build_object('id', n, 'iid', n % 9000, 'title', keys[1] || ' Keep the order of events',
      'reference', '!' || n % 9000, 'url', url || '/-/merge_requests/' || n % 9000, 'state', ended, 'draft', n % 15 = 0,
      'author', person, 'sourceBranch', 'feature/' || keys[1], 'targetBranch', 'main', 'targetBranchUrl', url || '/-/tree/main',
      'commentCount', n % 7, 'createdAt', begun, 'updatedAt', begun + 100000000, 'reviewers', json_build_array())
    when 'build' then json_build_object('id', n, 'iid', n, 'name', 'Pipeline ' || n, 'url', url || '/-/pipelines/' || n,
      'state', ended, 'sha', md5(id) || '00000000', 'commitUrl', url || '/-/commit/' || md5(id),
      'ref', json_build_object('name', 'main', 'url', url || '/-/tree/main'), 'createdAt', begun, 'updatedAt', begun + 600000)
    when 'deployment' then json_build_object('id', n, 'iid', n, 'url', url || '/-/environments/1', 'state', ended,
      'environment', json_build_object('id', 1, 'name', site, 'type', environment), 'pipeline', null, 'ref', 'main',
      'sha', md5(id) || '00000000', 'commits', json_build_array(md5(id)), 'createdAt', begun, 'updatedAt', begun + 900000)
    else json_build_object('name', 'flag-' || n, 'description', '', 'url', url || '/-/feature_flags/' || n, 'active', n % 2 = 0,
      'environments', json_build_array(), 'createdAt', begun, 'updatedAt', begun)
  end`;

const idOf = `case when kind in ('commit', 'branch') then encode(sha256(n::text::bytea), 'hex') else n::text end`;

async function writeEntities(db: Db, { tenantId }: Filling): Promise<void> {
  await db.run(
    `insert into entity (tenant_id, repository_id, kind, id, version, issue_keys, facts, file_count, seen_at, state, lane,
       queued_at, sequence, sent_sequence, sent_hash, sent_cuts, rejected_reason)
     select $1, ${repositoryId('repository')}, kind, id, begun, keys, ${facts}, case when kind = 'commit' then n % 11 end, begun,
       state, case when n % 2 = 0 then 'live' else 'import' end, begun, begun,
       case when state = 'sent' then begun else 0 end, case when state = 'sent' then md5(id) end,
       case when n % 500 = 1 then 1 else 0 end,
       case when state = 'rejected' then 'Jira: issueKeys: no such issue.' end
     from drawn, lateral (select left(${idOf}, 40) as id, 'https://gitlab.example.com/acme/service' as url,
       json_build_object('name', 'Person ' || n % 700, 'email', 'person' || n % 700 || '@example.com',
         'username', 'person' || n % 700) as person) made
     order by repository, n`,
    [tenantId],
  );
}

async function writeKeys(db: Db, { tenantId }: Filling): Promise<void> {
  await db.run(
    `insert into entity_key (tenant_id, issue_key, repository_id, kind, id, begun_at, mark, ended_at, is_first, shown_at,
       environment)
     select $1, key, ${repositoryId('repository')}, kind, left(${idOf}, 40),
       case when kind <> 'feature_flag' and kind <> 'branch' then begun end,
       case when kind = 'deployment' then environment || ' ' || ended
         when kind = 'pull_request' and ended = 'opened' and n % 15 = 0 then 'draft' else ended end,
       case when kind = 'pull_request' and ended = 'merged' then begun + 100000000
         when kind = 'deployment' then begun + 900000 end,
       place = 1,
       begun + case kind when 'pull_request' then 100000000 when 'build' then 600000 when 'deployment' then 900000 else 0 end,
       case when kind = 'deployment' then site end
     from drawn cross join lateral unnest(keys) with ordinality as named(key, place)
     order by repository, n
     on conflict do nothing`,
    [tenantId],
  );
}
