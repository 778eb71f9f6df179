import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Difference } from '../../src/sync/verify/difference.ts';
import { differencesOf, verifyRepository } from '../../src/sync/verify/verify-repository.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { noRefresh, startTestApp, type TestApp } from '../support/app.ts';
import { repositoriesInJira } from '../support/in-jira.ts';
import { installTenant, type InstalledTenant } from '../support/install-tenant.ts';
import { linkAccount } from '../support/link-account.ts';
import { itWhere } from '../support/site/it-where.ts';
import { repositoryNamed } from '../sync/support.ts';

let app: TestApp;
let site: InstalledTenant;
let project: Project;
let key: { tenantId: string; repositoryId: string };

beforeAll(async () => {
  // What the hourly refresh would find by itself is left to the comparison.
  app = await startTestApp({ jira: { allIssuesOf: ['ABC'] }, env: noRefresh });
  site = await installTenant(app);
  const { world } = app.gitlab;
  const group = world.addGroup({ path: 'acme' });
  world.addMember(group, world.addUser({ username: 'ada' }), 50);
  project = world.addProject({ path: 'one', namespace: group });
  world.loadHistory(project, makeHistory({ commits: 300, branches: 9, mergeRequests: 120, burst: 50 }));
  await linkAccount(app, site, { namespace: 'acme', username: 'ada' });
  await settle();
  const repository = await repositoryNamed(app, site.tenant.id, 'one');
  key = { tenantId: site.tenant.id, repositoryId: repository.id };
});
afterAll(() => app.close());

async function settle(): Promise<void> {
  await app.drain();
  app.advance(10_000);
  await app.drain();
}

const verify = () => verifyRepository(app.ctx, key);
const brief = (found: readonly Difference[]) => found.map(({ kind, problem }) => `${kind} ${problem}`).sort();

/** What is wrong is found, healed, and then nothing is wrong any more, in the ledger and in Jira. */
async function foundAndHealed(): Promise<Difference[]> {
  const found = await verify();
  const healed: Difference[] = [];
  for await (const one of differencesOf(app.ctx, key, { repair: true })) healed.push(one);
  expect(brief(healed)).toEqual(brief(found));
  await settle();
  expect(await verify()).toEqual([]);
  return found;
}

const run = (sql: string, ...values: unknown[]) =>
  app.ctx.db.rows<{ id: string }>(sql, [key.tenantId, key.repositoryId, ...values]);
const one = (kind: string) =>
  `(select id from entity where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and state = 'sent'
    and not removed order by id limit 1)`;
const ofJira = () => [...app.jira.app().devInfo.repositories.values()][0];

describe('what an import leaves', () => {
  it('has no differences', async () => {
    expect(await verify()).toEqual([]);
  });
});

describe.each(['commit', 'branch', 'pull_request'])('a %s', (kind) => {
  it('that the ledger lost is missing', async () => {
    const [row] = await run(
      `delete from entity where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and id = ${one(kind)}
       returning id`,
    );
    const found = await foundAndHealed();
    const detail = expect.stringContaining('GitLab has it');
    expect(found).toEqual([
      { repositoryId: key.repositoryId, kind, id: row?.id, problem: 'missing', detail },
    ]);
  });

  it('with other facts is outdated, and they are named', async () => {
    const name = kind === 'commit' ? 'message' : 'url';
    await run(
      `update entity set facts = jsonb_set(facts::jsonb, '{${name}}', '"another"')::json
       where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and id = ${one(kind)}`,
    );
    const found = await foundAndHealed();
    expect(brief(found)).toEqual([`${kind} outdated`]);
    expect(found[0]?.detail).toContain(name);
  });

  it('of other issues has other keys', async () => {
    await run(
      `update entity set issue_keys = '{ABC-7777}'
       where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and id = ${one(kind)}`,
    );
    expect(brief(await foundAndHealed())).toEqual([`${kind} keys`]);
  });

  it('that GitLab does not have is surplus', async () => {
    await run(
      `insert into entity (tenant_id, repository_id, kind, id, version, issue_keys, facts, seen_at, state, lane,
         queued_at, sequence)
       select tenant_id, repository_id, kind, 'f00' || substr(id, 4), version, issue_keys,
         jsonb_set(facts::jsonb || '{"iid": 99999}', '{name}', '"no-such-branch"')::json, seen_at, 'sent', lane,
         queued_at, sequence
       from entity where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and id = ${one(kind)}`,
    );
    expect(brief(await foundAndHealed())).toEqual([`${kind} surplus`]);
  });

  it('that waits for Jira is not sent', async () => {
    await run(
      `update entity set state = 'pending', sequence = sequence + 1, sent_hash = null
       where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and id = ${one(kind)}`,
    );
    expect(brief(await foundAndHealed())).toEqual([`${kind} not_sent`]);
  });

  it('that Jira rejected is said with its words, and sent again', async () => {
    await run(
      `update entity set state = 'rejected', rejected_reason = 'Too odd'
       where tenant_id = $1 and repository_id = $2 and kind = '${kind}' and id = ${one(kind)}`,
    );
    const found = await foundAndHealed();
    expect(found).toEqual([
      expect.objectContaining({ kind, problem: 'rejected', detail: 'Jira refused it: Too odd' }),
    ]);
  });
});

describe('what only Jira can tell', () => {
  itWhere('development')('that it has nothing of the repository, although it accepted it', async () => {
    app.jira.app().devInfo.repositories.clear();
    const found = await foundAndHealed();
    expect(found).toEqual([
      expect.objectContaining({ kind: 'repository', problem: 'not_sent', id: 'acme/one' }),
    ]);
  });

  itWhere('development')('that it has an older state than it accepted', async () => {
    const entities = ofJira()?.entities.commits;
    const stored = [...(entities?.values() ?? [])].find(({ issueKeys }) => issueKeys.length > 0);
    if (stored === undefined) throw new Error('no commit');
    stored.payload.updateSequenceId -= 1;
    expect(brief(await foundAndHealed())).toEqual(['commit not_sent']);
  });
});

describe('what happens in GitLab without a word', () => {
  it('is found and healed: a new branch, one that is gone, a new title', async () => {
    const { world } = app.gitlab;
    world.push(project, 'ABC-501-new', [{ message: 'ABC-502 work', parents: [] }]);
    const row = [...project.mergeRequests.all()].find(({ title }) => title.includes('ABC-'));
    if (row === undefined) throw new Error('no merge request');
    world.updateMergeRequest(row, { title: 'ABC-503 instead' });
    const found = await foundAndHealed();
    expect(brief(found)).toEqual(
      expect.arrayContaining(['branch missing', 'commit missing', 'pull_request keys']),
    );
    world.deleteBranch(project, 'ABC-501-new');
    expect(brief(await foundAndHealed())).toEqual(['branch surplus']);
    // GitLab keeps the commits of a branch that has gone until it cleans up.
    world.collectGarbage(project);
    expect(brief(await foundAndHealed())).toEqual(['commit surplus']);
  });

  it('leaves alone what GitLab does not show', async () => {
    app.gitlab.world.disableFeature(project, 'merge_requests');
    expect(await verify()).toEqual([]);
    app.gitlab.world.enableFeature(project, 'merge_requests');
  });

  it('reads nothing of a repository that is switched off', async () => {
    await run('update repository set enabled = false where tenant_id = $1 and id = $2');
    const before = app.gitlab.requests.length;
    expect(await verify()).toEqual([]);
    expect(app.gitlab.requests).toHaveLength(before);
    await run('update repository set enabled = true where tenant_id = $1 and id = $2');
  });

  it('finds everything of a deleted project to be surplus', async () => {
    app.gitlab.world.deleteProject(project);
    const found = await foundAndHealed();
    expect(new Set(brief(found))).toEqual(
      new Set(['branch surplus', 'commit surplus', 'pull_request surplus']),
    );
    expect(repositoriesInJira({ site })).toEqual([]);
  });
});
