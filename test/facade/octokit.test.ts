import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { addAccount, type Connector } from './connector/connector.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** A maintained GitHub client, pointed at every route. */
describe('a GitHub client', () => {
  let served: ServedApp;
  let jira: Connector;
  let octokit: Octokit;
  let project: Project;
  const repo = { owner: 'acme', repo: 'one' };
  const silent = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const clientAt = (baseUrl: string, auth: string) => new Octokit({ baseUrl, auth, log: silent });

  beforeAll(async () => {
    served = await startServedApp();
    const { world } = served.app.gitlab;
    const acme = world.addGroup({ path: 'acme', name: 'Acme' });
    const ada = world.addUser({ username: 'ada', name: 'Ada Lovelace' });
    const ben = world.addUser({ username: 'ben', name: 'Ben' });
    world.addMember(acme, ada, 50);
    world.addMember(acme, ben, 30);
    project = world.addProject({ path: 'one', namespace: acme });
    for (let i = 0; i < 4; i += 1) world.addProject({ path: `more-${i}`, namespace: acme });
    world.push(project, 'main', [{ message: 'ABC-1 begin' }]);
    for (const n of [1, 2, 3, 4]) {
      world.push(project, `ABC-${n}/work`, [{ message: `ABC-${n} work` }, { message: `more of ${n}` }]);
      world.openMergeRequest(project, {
        ...{ title: `ABC-${n} work`, sourceBranch: `ABC-${n}/work`, author: ada },
        reviewers: [ben],
      });
      served.app.advance(1_000);
    }
    const [first, second] = [1, 2].map((iid) => project.mergeRequests.get(iid));
    if (first !== undefined) world.merge(first, { by: ben });
    if (second !== undefined) world.close(second, ada);
    jira = await addAccount(served.form('acme'));
    await served.app.drain();
    octokit = clientAt(`${served.app.url}/api/v3`, jira.token);
  });
  afterAll(() => served.close());

  it('reads users, the organization and its repositories', async () => {
    const { data: owner } = await octokit.rest.users.getAuthenticated();
    expect(owner).toMatchObject({ login: 'ada', name: 'Ada Lovelace', type: 'User' });
    const { data: ben } = await octokit.rest.users.getByUsername({ username: 'ben' });
    expect(ben).toMatchObject({ login: 'ben', name: 'Ben', html_url: `${served.app.gitlab.url}/ben` });
    await expect(octokit.rest.users.getByUsername({ username: 'nobody' })).rejects.toMatchObject({
      status: 404,
    });
    const { data: org } = await octokit.rest.orgs.get({ org: 'acme' });
    expect(org).toMatchObject({ login: 'acme', type: 'Organization', name: 'Acme' });
    const names = ['more-0', 'more-1', 'more-2', 'more-3', 'one'];
    const all = await octokit.paginate(octokit.rest.repos.listForOrg, { org: 'acme', per_page: 2 });
    expect(all.map(({ name }) => name)).toEqual(names);
    const ofUser = await octokit.rest.repos.listForUser({ username: 'acme' });
    expect(ofUser.data.map(({ name }) => name)).toEqual(names);
    expect((await octokit.rest.repos.listForUser({ username: 'ben' })).data).toEqual([]);
    expect((await octokit.rest.repos.listForAuthenticatedUser()).data).toHaveLength(names.length);
    const { data: one } = await octokit.rest.repos.get(repo);
    expect(one).toMatchObject({ full_name: 'acme/one', default_branch: 'main', owner: { login: 'acme' } });
  });

  it('pages by absolute links, at the address that was asked', async () => {
    for (const prefix of ['', '/-/jira']) {
      const base = `${served.app.url}${prefix}/api/v3`;
      const { headers, data } = await clientAt(base, jira.token).rest.repos.listForOrg({
        ...{ org: 'acme', per_page: 2, page: 2 },
      });
      expect(data).toHaveLength(2);
      expect(headers.link).toContain(`<${base}/orgs/acme/repos?per_page=2&page=3>; rel="next"`);
      expect(headers.link).toContain(`<${base}/orgs/acme/repos?per_page=2&page=1>; rel="prev"`);
    }
  });

  it('reads branches and commits', async () => {
    const branches = await octokit.paginate(octokit.rest.repos.listBranches, { ...repo, per_page: 2 });
    expect(branches.map(({ name }) => name)).toEqual(['main', ...[1, 2, 3, 4].map((n) => `ABC-${n}/work`)]);
    const { data: branch } = await octokit.rest.repos.getBranch({ ...repo, branch: 'ABC-3/work' });
    expect(branch.commit.sha).toBe(project.repository.branches.get('ABC-3/work'));
    const { data: commit } = await octokit.rest.repos.getCommit({ ...repo, ref: branch.commit.sha });
    expect(commit).toMatchObject({ sha: branch.commit.sha, commit: { message: 'more of 3' } });
    expect(commit.commit.author?.email).toContain('@');
    const { data: parent } = await octokit.rest.repos.getCommit({
      ...repo,
      ref: commit.parents[0]?.sha ?? '',
    });
    expect(parent.commit.message).toBe('ABC-3 work');
    expect(parent.files?.[0]).toMatchObject({ status: 'modified', deletions: expect.any(Number) });
    const missing = octokit.rest.repos.getCommit({ ...repo, ref: 'f'.repeat(40) });
    await expect(missing).rejects.toMatchObject({
      status: 404,
      response: { data: { message: 'Not Found' } },
    });
  });

  it('reads pull requests in every state and order, with their commits', async () => {
    const numbers = async (query: Parameters<typeof octokit.rest.pulls.list>[0]) =>
      (await octokit.rest.pulls.list(query)).data.map(({ number }) => number);
    expect(await numbers({ ...repo, state: 'all', sort: 'created', direction: 'asc' })).toEqual([1, 2, 3, 4]);
    expect(await numbers({ ...repo, state: 'open' })).toEqual([4, 3]);
    expect((await numbers({ ...repo, state: 'closed' })).sort()).toEqual([1, 2]);
    expect((await numbers({ ...repo, state: 'all', sort: 'updated' })).slice(2)).toEqual([4, 3]);
    const { data: merged } = await octokit.rest.pulls.get({ ...repo, pull_number: 1 });
    expect(merged).toMatchObject({
      state: 'closed',
      merged: true,
      user: { login: 'ada' },
      merged_by: { login: 'ben' },
    });
    expect(merged).toMatchObject({
      head: { ref: 'ABC-1/work' },
      base: { ref: 'main', repo: { name: 'one' } },
    });
    const { data: closed } = await octokit.rest.pulls.get({ ...repo, pull_number: 2 });
    expect(closed).toMatchObject({
      state: 'closed',
      merged: false,
      merged_at: null,
      assignee: { login: 'ben' },
    });
    for (const pull_number of [1, 3]) {
      const { data: commits } = await octokit.rest.pulls.listCommits({ ...repo, pull_number });
      expect(commits.map(({ commit }) => commit.message)).toEqual([
        `ABC-${pull_number} work`,
        `more of ${pull_number}`,
      ]);
    }
    expect((await octokit.rest.issues.listComments({ ...repo, issue_number: 1 })).data).toEqual([]);
    expect((await octokit.rest.pulls.listReviewComments({ ...repo, pull_number: 1 })).data).toEqual([]);
    await expect(octokit.rest.pulls.get({ ...repo, pull_number: 99 })).rejects.toMatchObject({ status: 404 });
  });

  it('reads events, the newest first', async () => {
    const { data } = await octokit.rest.activity.listRepoEvents(repo);
    expect(data.length).toBeGreaterThanOrEqual(4);
    expect(data[0]).toMatchObject({ type: 'PullRequestEvent', repo: { name: 'acme/one' } });
    const ids = data.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
  });

  it('registers, reads and removes hooks, of its own Jira alone', async () => {
    const url = `${served.jira.url}/rest/bitbucket/1.0/repository/7/sync`;
    const { data: added } = await octokit.rest.repos.createWebhook({
      ...repo,
      ...{ events: ['push'], config: { url, content_type: 'form', secret: 'psst' } },
    });
    expect(added).toMatchObject({ name: 'web', active: true, events: ['push'], config: { url } });
    expect(JSON.stringify(added)).not.toContain('psst');
    expect((await octokit.rest.repos.listWebhooks(repo)).data).toEqual([added]);
    expect((await octokit.rest.repos.getWebhook({ ...repo, hook_id: added.id })).data).toEqual(added);
    const elsewhere = [
      'https://example.com/',
      served.jira.url,
      `${served.jira.url}/../rest/x`,
      'file:///etc/passwd',
    ];
    for (const other of elsewhere) {
      const refused = octokit.rest.repos.createWebhook({ ...repo, events: ['push'], config: { url: other } });
      await expect(refused).rejects.toMatchObject({ status: 422 });
    }
    await octokit.rest.repos.deleteWebhook({ ...repo, hook_id: added.id });
    expect((await octokit.rest.repos.listWebhooks(repo)).data).toEqual([]);
    await expect(octokit.rest.repos.deleteWebhook({ ...repo, hook_id: added.id })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('sees what is left of its hour', async () => {
    const { headers } = await octokit.rest.users.getAuthenticated();
    const { data } = await octokit.rest.rateLimit.get();
    expect(data.rate.limit).toBe(served.app.ctx.config.facadeRequestsPerHour);
    expect(data.rate.remaining).toBe(Number(headers['x-ratelimit-remaining']));
    expect(data.rate.reset * 1000).toBeGreaterThan(served.app.clock.now());
  });

  it('is answered as GitHub answers what is not there, and to wrong tokens', async () => {
    await expect(octokit.request('GET /zen')).rejects.toMatchObject({ status: 404 });
    await expect(octokit.rest.repos.get({ owner: 'other', repo: 'one' })).rejects.toMatchObject({
      status: 404,
    });
    const wrong = clientAt(`${served.app.url}/api/v3`, `${jira.token.slice(0, -1)}_`);
    await expect(wrong.rest.users.getAuthenticated()).rejects.toMatchObject({
      ...{ status: 401, response: { data: { message: 'Bad credentials' } } },
    });
  });
});
