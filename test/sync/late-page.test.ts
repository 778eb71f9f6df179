import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GitlabBranch } from '../../src/gitlab/commit.schema.ts';
import {
  dropUnlisted,
  getBranch,
  markBranchRemoved,
  storeBranch,
  storeBranches,
} from '../../src/sync/branches/branch.store.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

/** Versions are counters taken before a read: 5 is a listing under way, 6 an event that is read meanwhile. */
describe('a page of branches that comes late', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());
  const newKey = () => ({
    tenantId: crypto.randomUUID(),
    repositoryId: crypto.randomUUID(),
    runId: crypto.randomUUID(),
  });

  it('does not undo a push that was read after it began', async () => {
    const { db } = app.ctx;
    const key = newKey();
    await storeBranch(db, key, { branch: branchAt('fix', 'b'), version: 6, walked: true });
    await storeBranches(db, key, { branches: [branchAt('fix', 'a')], version: 5 });
    expect(await getBranch(db, key, 'fix')).toMatchObject({ headSha: sha('b'), walkedSha: sha('b') });
    expect(await storeBranch(db, key, { branch: branchAt('fix', 'a'), version: 4, walked: true })).toBe(
      false,
    );
  });

  it('does not drop a branch that was made after its page was read', async () => {
    const { db } = app.ctx;
    const key = newKey();
    await storeBranches(
      db,
      { ...key, runId: crypto.randomUUID() },
      { branches: [branchAt('old', 'a')], version: 3 },
    );
    await storeBranch(db, key, { branch: branchAt('new', 'b'), version: 6, walked: false });
    await storeBranches(db, key, { branches: [branchAt('main', 'a')], version: 5 });
    expect(await dropUnlisted(db, key, { version: 5 })).toHaveLength(1);
    expect(await getBranch(db, key, 'old')).toBeUndefined();
    expect(await getBranch(db, key, 'new')).toMatchObject({ headSha: sha('b'), walkedSha: null });
  });

  it('does not bring back a branch that was deleted meanwhile; a later listing forgets it, or has it again', async () => {
    const { db } = app.ctx;
    const key = newKey();
    await storeBranches(db, key, { branches: [branchAt('gone', 'a')], version: 3 });
    expect(await markBranchRemoved(db, key, { name: 'gone', version: 6 })).toBe(true);
    expect(await markBranchRemoved(db, key, { name: 'never seen', version: 6 })).toBe(true);
    await storeBranches(db, key, {
      branches: [branchAt('gone', 'a'), branchAt('never seen', 'a')],
      version: 5,
    });
    expect(await getBranch(db, key, 'gone')).toMatchObject({ removed: true });
    expect(await getBranch(db, key, 'never seen')).toMatchObject({ removed: true });
    const next = { ...key, runId: crypto.randomUUID() };
    await storeBranches(db, next, { branches: [branchAt('gone', 'c')], version: 7 });
    await dropUnlisted(db, next, { version: 7 });
    expect(await getBranch(db, key, 'gone')).toMatchObject({ removed: false, headSha: sha('c') });
    expect(await getBranch(db, key, 'never seen')).toBeUndefined();
  });
});

function sha(letter: string): string {
  return letter.repeat(40);
}

function branchAt(name: string, letter: string): GitlabBranch {
  const author = { name: 'Ada', email: 'ada@example.com' };
  const at = Date.UTC(2026, 0);
  const head = {
    sha: sha(letter),
    parents: [],
    message: letter,
    author,
    authoredAt: at,
    committedAt: at,
    webUrl: '',
  };
  return { name, isDefault: false, webUrl: '', head };
}
