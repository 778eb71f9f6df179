import type { Db } from '../../src/db/db.ts';
import { fillLedger } from './fill-ledger.ts';
import { repositoryId, type Filling } from './names.ts';

const runId = (n: string, run: string) => `md5('run ' || ${n} || ' ' || ${run})::uuid`;
const hookId = (n: string) => `md5('hook ' || ${n})::uuid`;

/**
 * Fills the database of a linked account with what years of use leave there, spread as it is in real life: few large
 * repositories and many small ones, few busy projects and issues, most of it old. The same on each run.
 */
export async function fill(db: Db, filling: Filling): Promise<void> {
  await db.run('select setseed(0.42)');
  await fillAccounts(db, filling);
  await fillRepositories(db, filling);
  await fillRuns(db, filling);
  await fillHooks(db, filling);
  await fillLedger(db, filling);
  await fillSmartCommits(db, filling);
  // As autovacuum leaves it after a while.
  await db.run('vacuum analyze');
}

/** Nineteen accounts beside the linked one. */
async function fillAccounts(db: Db, { tenantId, accountId }: Filling): Promise<void> {
  await db.run(
    `insert into account (tenant_id, host_url, namespace_path, namespace_kind, namespace_id, name, web_url, gitlab_version,
       owner_id, owner_username, owner_name, client_id, client_secret, state, auto_link, smart_commits, created_at,
       authorized_at)
     select tenant_id, host_url, 'group-' || n, 'group', 900000 + n, 'Group ' || n, host_url || '/group-' || n,
       gitlab_version, owner_id, owner_username, owner_name, client_id, client_secret,
       case when n % 7 = 0 then 'needs_authorization' else 'active' end, true, true, created_at, authorized_at
     from account, generate_series(1, 19) as n where tenant_id = $1 and id = $2`,
    [tenantId, accountId],
  );
}

/** Paths say nothing of size: the largest repositories stand anywhere in the alphabet, and are the ones in use. */
async function fillRepositories(db: Db, { tenantId, accountId, repositories }: Filling): Promise<void> {
  await db.run(
    `insert into repository (tenant_id, id, account_id, host_url, gitlab_project_id, jira_repository_id, name, path, web_url,
       default_branch, enabled, smart_commits, archived, last_activity_at, created_at, commits_imported_at)
     select $1, ${repositoryId('n')}, $2, a.host_url, 500000 + n, 'abcdef012345-' || (500000 + n), named.name, path,
       a.host_url || '/' || path, 'main', n % 50 <> 7, n % 10 <> 3, n % 100 = 99,
       now() - (n * n || ' seconds')::interval, now() - interval '3 years',
       case when n % 200 <> 5 then now() - interval '2 years' end
     from account a, generate_series(0, $3::int - 1) as n,
       lateral (select 'service-' || lpad((n * 2741 % $3::int)::text, 4, '0') as name) named,
       lateral (select a.namespace_path || '/team-' || lpad((n % 97)::text, 2, '0') || '/' || named.name as path) placed
     where a.tenant_id = $1 and a.id = $2`,
    [tenantId, accountId, repositories],
  );
  await db.run(
    `insert into repository_reach (tenant_id, repository_id, account_id, seen_round, reached_at)
     select tenant_id, id, account_id, 1, created_at from repository where tenant_id = $1`,
    [tenantId],
  );
  await db.run(
    `insert into discovery (tenant_id, account_id, round, state, found, updated_at)
     values ($1, $2, 1, 'finished', $3::int, now())
     on conflict (tenant_id, account_id) do update set state = 'finished', found = excluded.found`,
    [tenantId, accountId, repositories],
  );
}

/** Three runs each; of the newest 3 % have failed, and some are under way or wait. */
async function fillRuns(db: Db, { tenantId, accountId, repositories }: Filling): Promise<void> {
  await db.run(
    `insert into sync_run (tenant_id, id, repository_id, account_id, mode, lower_case_keys, state, error, queued_at, started_at,
       finished_at)
     select $1, ${runId('n', 'run')}, ${repositoryId('n')}, $2, case run when 1 then 'full' else 'soft' end, false, state,
       case state when 'failed' then 'GitLab answered 502 for hours. Start it again when GitLab is well.' end,
       at, case when state <> 'queued' then at + interval '2 s' end,
       case when state in ('finished', 'failed') then at + interval '9 s' end
     from generate_series(0, $3::int - 1) as n, generate_series(1, 3) as run,
       lateral (select now() - (3 - run || ' hours')::interval - (n || ' ms')::interval as at) timed,
       lateral (select case when run < 3 then 'finished' when n % 33 = 2 then 'failed' when n % 200 = 5 then 'running'
         when n % 200 = 6 then 'queued' else 'finished' end as state) stands`,
    [tenantId, accountId, repositories],
  );
  await db.run(
    `insert into sync_cursor (tenant_id, repository_id, stream, run_id, account_id, state, read, keyed, requests, error, updated_at)
     select $1, r.repository_id, stream, r.id, $2,
       case when r.state = 'failed' and stream = 'commits' then 'failed' when r.state = 'running' then 'running'
         when r.state = 'queued' then 'waiting' when stream = 'feature_flags' then 'skipped' else 'finished' end,
       200, 120, 3,
       case when r.state = 'failed' and stream = 'commits' then 'GitLab answered 502 for hours.'
         when stream = 'feature_flags' then 'Feature flags are switched off in this project.' end, now()
     from sync_run r, unnest(array['branches', 'commits', 'merge_requests', 'pipelines', 'deployments', 'feature_flags',
       'files']) as stream
     where r.tenant_id = $1 and r.id = any(array(
       select ${runId('n', '3')} from generate_series(0, $3::int - 1) as n))`,
    [tenantId, accountId, repositories],
  );
}

/** A webhook for each repository, as without GitLab Premium; some could not be made. Sixty events each in the 7 days that they are kept. */
async function fillHooks(db: Db, { tenantId, accountId, repositories }: Filling): Promise<void> {
  await db.run(
    `insert into hook (tenant_id, id, account_id, repository_id, owner_id, gitlab_hook_id, secret, signing_secret, state, problem,
       checked_at, made_at)
     select $1, ${hookId('n')}, $2, ${repositoryId('n')}, 1, 700000 + n, '', '',
       case when n % 50 = 11 then 'manual' else 'active' end,
       case when n % 50 = 11 then 'GitLab does not let this person add a webhook.' end, now(), now()
     from generate_series(0, $3::int - 1) as n`,
    [tenantId, accountId, repositories],
  );
  await db.run(
    `insert into delivery (tenant_id, hook_id, id, event, about, outcome, received_at, project_id)
     select $1, ${hookId('n')}, md5(e::text), 'Push Hook', 'main', 'queued', now() - random() * interval '7 days', 500000 + n
     from generate_series(1, $2::int * 60) as e, lateral (select floor($2::int * random() ^ 3)::int as n) picked
     where n % 50 <> 11`,
    [tenantId, repositories],
  );
}

/** One commit in twenty of those in the ledger asks something of Jira. */
async function fillSmartCommits(db: Db, { tenantId, entities }: Filling): Promise<void> {
  const count = Math.ceil(entities / 20);
  await db.run(
    `insert into smart_commit (tenant_id, sha, repository_id, line, author_name, author_email, authored_at, url, fingerprint,
       seen_at)
     select tenant_id, id, repository_id, split_part(facts->>'message', E'\\n', 1) || ' #comment Looks good', facts->'author'->>'name',
       facts->'author'->>'email', at, facts->>'url', md5(id), at
     from (
       select tenant_id, id, repository_id, facts, now() - interval '1 year' * random() as at from entity
       where tenant_id = $1 and kind = 'commit' order by id limit $2) e
     order by at`,
    [tenantId, count],
  );
  await db.run(
    `insert into smart_command (tenant_id, sha, place, position, issue_key, name, type, argument, state, reason_code, reason,
       jira_account_id, jira_name, seen_at, started_at, ended_at)
     select s.tenant_id, s.sha, s.place, position, e.issue_keys[1], 'comment', 'comment', 'Looks good', came,
       case came when 'failed' then 'no_user' when 'unknown' then 'unknown' end,
       case when came in ('failed', 'unknown') then 'No Jira user has this address. Link the author.' end,
       case came when 'failed' then null else 'account-' || s.place % 400 end, s.author_name, s.seen_at, s.seen_at, s.seen_at
     from smart_commit s join entity e on e.tenant_id = s.tenant_id and e.repository_id = s.repository_id
         and e.kind = 'commit' and e.id = s.sha,
       generate_series(0, s.place % 3 / 2) as position,
       lateral (select case when s.place % 12 = 5 then 'failed' when s.place % 997 = 5 then 'unknown' else 'done' end as came) told
     where s.tenant_id = $1`,
    [tenantId],
  );
}
