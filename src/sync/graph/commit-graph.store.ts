import type { Db } from '../../db/db.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';

/** Every commit of a repository that keeps its whole history. They never change, so what is stored once stays. */
export type GraphKey = { readonly tenantId: string; readonly repositoryId: string };

export type GraphCommit = {
  readonly sha: string;
  /** Those that are stored: a shallow repository's oldest commits name parents that GitLab does not have. */
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly message: string;
};

/** PostgreSQL keeps no NUL in a text. */
const storable = (text: string) => text.replaceAll('\0', '');

export async function storeGraphCommits(
  tx: Db,
  { tenantId, repositoryId }: GraphKey,
  commits: readonly GitlabCommit[],
): Promise<void> {
  if (commits.length === 0) return;
  const rows = commits.map(({ sha, parents, author, authoredAt, committedAt, message }) => ({
    ...{ sha, parents, name: storable(author.name), email: storable(author.email) },
    ...{ authored_at: authoredAt, committed_at: committedAt, message: storable(message) },
  }));
  await tx.run(
    `insert into graph_commit (tenant_id, repository_id, sha, parents, author_name, author_email, authored_at,
       committed_at, message)
     select $1::uuid, $2::uuid, decode(c.sha, 'hex'),
       array(select decode(p, 'hex') from unnest(c.parents) with ordinality as o(p, n) order by n),
       c.name, c.email, c.authored_at, c.committed_at, c.message
     from json_to_recordset($3::json) as c(sha text, parents text[], name text, email text, authored_at bigint,
       committed_at bigint, message text)
     on conflict do nothing`,
    [tenantId, repositoryId, JSON.stringify(rows)],
  );
}

const columns = `encode(c.sha, 'hex') as sha, c.author_name as "authorName", c.author_email as "authorEmail",
  c.authored_at as "authoredAt", c.committed_at as "committedAt", c.message,
  array(select encode(p, 'hex') from unnest(c.parents) with ordinality as o(p, n)
    where exists (select from graph_commit f where f.tenant_id = c.tenant_id and f.repository_id = c.repository_id
      and f.sha = p) order by n) as parents`;

/** One commit by its whole sha. */
export async function findGraphCommit(
  db: Db,
  { tenantId, repositoryId }: GraphKey,
  sha: string,
): Promise<GraphCommit | undefined> {
  return (await findGraphCommits(db, { tenantId, repositoryId }, [sha]))[0];
}

/** Those of these commits that are stored, in any order. */
export async function findGraphCommits(
  db: Db,
  { tenantId, repositoryId }: GraphKey,
  shas: readonly string[],
): Promise<GraphCommit[]> {
  return db.rows<GraphCommit>(
    `select ${columns} from graph_commit c where c.tenant_id = $1 and c.repository_id = $2
       and c.sha = any(array(select decode(s, 'hex') from unnest($3::text[]) as wanted(s)))`,
    [tenantId, repositoryId, shas],
  );
}
