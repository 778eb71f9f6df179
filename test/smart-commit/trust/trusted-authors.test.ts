import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emailHash } from '../../../src/identity/email-hash.ts';
import { isPushedByAuthor, type Trust } from '../../../src/smart-commit/trust/is-pushed-by-author.ts';
import type { NewCommit } from '../../sandbox/gitlab/world/push.ts';
import { recordBulkPush } from '../../sandbox/gitlab/world/push-events.ts';
import type { User } from '../../sandbox/gitlab/world/model.ts';
import { refresh, startNotingApp, type NotingApp } from '../note/noting-app.ts';
import { inPlainEnglish } from '../../../src/lib/words/speak.ts';
import { say } from '../../../src/lib/words/say.ts';

describe('who has pushed a commit', () => {
  let noting: NotingApp;
  let ada: User;
  let ben: User;
  const world = () => noting.app.gitlab.world;
  beforeEach(async () => {
    noting = await startNotingApp();
    [ada, ben] = [world().user('ada'), world().user('ben')];
  });
  afterEach(() => noting.app.close());

  const by = (user: User, message = 'ABC-2 #comment one'): NewCommit => ({
    message,
    authorName: user.name,
    authorEmail: user.email,
  });
  const verdict = async (sha = '', authorEmail = ada.email): Promise<Trust> => {
    await noting.app.gitlab.hooks.idle();
    const { id: repositoryId, tenantId } = noting.repository;
    const seenAt = noting.app.clock.now();
    return isPushedByAuthor(noting.app.ctx, { tenantId, repositoryId, sha, authorEmail, seenAt });
  };
  const refused = async (sha: string | undefined, authorEmail?: string): Promise<string> => {
    const trust = await verdict(sha, authorEmail);
    if (trust.trusted) throw new Error('it is trusted');
    return inPlainEnglish(trust.reason);
  };

  it('is its author: the newest of a push, and one below it', async () => {
    const shas = world().pushAs(ada, noting.project, {
      branch: 'main',
      commits: [by(ada), by(ada), by(ada)],
    });
    expect(await verdict(shas[2])).toEqual({ trusted: true });
    expect(await verdict(shas[0])).toEqual({ trusted: true });
  });

  it('is somebody else: an address in git can be forged', async () => {
    const [sha] = world().pushAs(ben, noting.project, { branch: 'main', commits: [by(ada)] });
    const reason = await refused(sha);
    expect(reason).toContain('@ben has pushed it');
    expect(reason).toContain('@ada');
    expect(reason).not.toContain(ada.email);
  });

  it('is who pushed it first, not who pushes it again or merges it', async () => {
    const [own] = world().pushAs(ada, noting.project, { branch: 'fix', commits: [by(ada)] });
    const row = world().openMergeRequest(noting.project, { sourceBranch: 'fix', title: 'Fix', author: ada });
    const merged = world().merge(row, { by: ben, deleteSourceBranch: true });
    expect(await verdict(own)).toEqual({ trusted: true });
    // The merge commit is of the person who clicked, and counts as pushed by that person.
    expect(await verdict(merged, ben.email)).toEqual({ trusted: true });
    const [forged = ''] = world().pushAs(ben, noting.project, { branch: 'forged', commits: [by(ada)] });
    world().pushAs(ada, noting.project, { branch: 'taken', onto: forged, commits: [by(ada)] });
    expect(await refused(forged)).toContain('@ben has pushed it');
  });

  it('is a person whose address GitLab does not know: words say what to do', async () => {
    const commit = { message: 'ABC-2 #comment one', authorName: 'Ada', authorEmail: 'Ada@home.example' };
    const [sha] = world().pushAs(ada, noting.project, { branch: 'main', commits: [commit] });
    const reason = await refused(sha, commit.authorEmail);
    expect(reason).toContain('adds it under Emails');
    expect(reason).not.toContain('home.example');
    const { tenantId, hostUrl } = noting.repository;
    await noting.app.ctx.db.run(
      `insert into identity_email (tenant_id, host_url, email_hash, gitlab_user_id) values ($1, $2, $3, $4)`,
      [tenantId, hostUrl, emailHash(tenantId, commit.authorEmail), ben.id],
    );
    expect(await refused(sha, commit.authorEmail)).toContain('adds it under Emails');
    await noting.app.ctx.db.run('update identity_email set gitlab_user_id = $1', [ada.id]);
    expect(await verdict(sha, commit.authorEmail)).toEqual({ trusted: true });
  });

  it('is asked by REST where GraphQL knows the project by another path', async () => {
    const { tenantId } = noting.repository;
    await noting.app.ctx.db.run(`update repository set path = 'acme/older' where tenant_id = $1`, [tenantId]);
    const eve = world().addUser({ username: 'eve', publicEmail: 'eve@example.com' });
    const [sha] = world().pushAs(eve, noting.project, { branch: 'main', commits: [by(eve)] });
    expect(await verdict(sha, 'Eve@example.com')).toEqual({ trusted: true });
    expect(await refused(sha, ada.email)).toContain('@eve has pushed it');
  });

  it('is not told of a push of many branches, nor of what came after one by somebody else', async () => {
    const branches = ['a', 'b', 'c', 'd'].map((branch) => ({ branch, commits: [by(ada)] }));
    world().pushMany(noting.project, branches, ben);
    const sha = noting.project.repository.branches.get('a');
    expect(await refused(sha)).toContain('more than three branches');
    world().pushAs(ada, noting.project, { branch: 'mine', onto: sha ?? '', commits: [by(ada)] });
    expect(await refused(sha)).toContain('more than three branches');
    const own = world().pushAs(ada, noting.project, { branch: 'other', commits: [by(ada)] });
    expect(await refused(own[0])).toContain('more than three branches');
    // Everything that was there has been read since: what comes now did not come with it.
    noting.app.advance(600_000);
    await refresh(noting, 'full');
    noting.app.advance(600_000);
    const later = world().pushAs(ada, noting.project, { branch: 'other', commits: [by(ada)] });
    expect(await verdict(later[0])).toEqual({ trusted: true });
  });

  it('is asked again where GitLab does not show the push yet, and where it does not answer', async () => {
    const [sha] = world().pushAs(ada, noting.project, { branch: 'main', commits: [by(ada)] });
    noting.app.gitlab.world.state.pushEvents.length = 0;
    await expect(verdict(sha)).rejects.toMatchObject({ code: 'unavailable' });
    const stop = noting.app.gitlab.faults.add({ match: 'project.events', status: 500 });
    await expect(verdict(sha)).rejects.toMatchObject({ code: 'unavailable' });
    stop();
    const { id: repositoryId, tenantId } = noting.repository;
    const seenAt = noting.app.clock.now() - 60_000;
    const commit = { tenantId, repositoryId, sha: sha ?? '', authorEmail: ada.email, seenAt };
    expect(await isPushedByAuthor(noting.app.ctx, commit)).toMatchObject({
      reason: say('smartCommit.notVerified.noPush'),
    });
  });

  it('is nobody who merges what others have pushed to their fork', async () => {
    const { project } = noting;
    const fork = world().addProject({ path: 'fork', namespace: world().namespace('acme') });
    const merged = (opener: User): string => {
      const [sha = ''] = world().pushAs(opener, project, { branch: 'patch', commits: [by(ada)] });
      // It was pushed there, and not here.
      world().state.pushEvents.pop();
      fork.repository.branches.set('patch', sha);
      project.repository.branches.delete('patch');
      const of = { sourceBranch: 'patch', title: 'A small fix', sourceProject: fork, author: opener };
      world().merge(world().openMergeRequest(project, of), { by: ada });
      return sha;
    };
    expect(await refused(merged(ben))).toContain('from a fork');
    expect(await verdict(merged(ada))).toEqual({ trusted: true });
  });

  it('is nobody who came later, where what brought it is not shown any more', async () => {
    const [forged = ''] = world().pushAs(ben, noting.project, { branch: 'forged', commits: [by(ada)] });
    const { id: repositoryId, tenantId } = noting.repository;
    await noting.app.gitlab.hooks.idle();
    const commit = { tenantId, repositoryId, sha: forged, authorEmail: ada.email };
    const seenAt = noting.app.clock.now();
    // A busy project: of so many pushes the oldest are not looked at. Then its author takes it up.
    world().state.pushEvents.length = 0;
    noting.app.advance(3_600_000);
    world().pushAs(ada, noting.project, { branch: 'taken', onto: forged, commits: [by(ada)] });
    expect(await isPushedByAuthor(noting.app.ctx, { ...commit, seenAt })).toMatchObject({
      trusted: false,
      reason: say('smartCommit.notVerified.noPush'),
    });
  });

  it('is found among many pushes, and in a push of many commits', async () => {
    const shas = world().pushAs(ada, noting.project, {
      branch: 'many',
      commits: Array.from({ length: 230 }, () => by(ada)),
    });
    for (let i = 0; i < 120; i += 1) {
      world().pushAs(ben, noting.project, { branch: 'main', commits: [by(ben, `number ${i}`)] });
    }
    expect(await verdict(shas[0])).toEqual({ trusted: true });
  });

  it('is looked for in a push of any number of commits, whatever their dates', async () => {
    const commits = Array.from({ length: 620 }, (_, i) => ({
      ...by(ada),
      committedAt: i === 0 ? 0 : undefined,
    }));
    const [forged] = world().pushAs(ben, noting.project, { branch: 'forged', commits });
    const row = world().openMergeRequest(noting.project, { sourceBranch: 'forged', title: 'x', author: ben });
    world().merge(row, { by: ada });
    expect(await refused(forged)).toContain('@ben has pushed it');
    const own = world().pushAs(ada, noting.project, { branch: 'main', commits });
    expect(await verdict(own[0])).toEqual({ trusted: true });
  });

  it('is not told of a push of many tags, and the removal of many brings nothing', async () => {
    const { state } = world();
    const many = (action: 'created' | 'removed', refType: 'branch' | 'tag'): void => {
      recordBulkPush(state, { project: noting.project, user: ben, action, refCount: 4 });
      const last = state.pushEvents.pop();
      if (last !== undefined) state.pushEvents.push({ ...last, refType });
    };
    many('removed', 'tag');
    many('removed', 'branch');
    const own = world().pushAs(ada, noting.project, { branch: 'main', commits: [by(ada)] });
    expect(await verdict(own[0])).toEqual({ trusted: true });
    many('created', 'tag');
    const [sha] = world().pushAs(ada, noting.project, { branch: 'other', commits: [by(ada)] });
    expect(await refused(sha)).toMatch(/cannot be verified, because .*branches or tags/);
  });

  it('is nobody where not all that was pushed can be looked at', async () => {
    const { state } = world();
    const other = world().pushAs(ben, noting.project, { branch: 'gone', commits: [by(ben), by(ben)] });
    const [moved] = state.pushEvents.splice(-1);
    if (moved?.moved == null) throw new Error('no push');
    // What a forced push has replaced goes from GitLab after a while.
    state.pushEvents.push({ ...moved, moved: { ...moved.moved, after: 'dead'.repeat(10) } });
    const [sha] = world().pushAs(ada, noting.project, { branch: 'main', commits: [by(ada)] });
    expect(await refused(sha)).toContain('cannot be verified, because not everything that @ben has pushed');
    state.pushEvents.length = 0;
    for (let i = 0; i < 1001; i += 1) state.pushEvents.push({ ...moved, id: moved.id + i });
    expect(await refused(other[0])).toContain('cannot be verified, because too much has been pushed');
  });

  it('is asked once for a commit that asks something of many issues', async () => {
    const [sha] = world().pushAs(ada, noting.project, { branch: 'main', commits: [by(ada)] });
    await noting.app.gitlab.hooks.idle();
    const listed = () => noting.app.gitlab.counts['project.events'] ?? 0;
    const before = listed();
    await Promise.all(Array.from({ length: 20 }, () => verdict(sha)));
    noting.app.advance(59_000);
    await verdict(sha);
    expect(listed() - before).toBe(1);
    noting.app.advance(1_000);
    await verdict(sha);
    expect(listed() - before).toBe(2);
  });
});
