import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../../sandbox/gitlab/world/model.ts';
import { startNotingApp, type NotingApp } from '../note/noting-app.ts';

describe('"Only trust verified authors"', () => {
  let noting: NotingApp;
  let ada: User;
  const world = () => noting.app.gitlab.world;
  beforeEach(async () => {
    noting = await startNotingApp();
    ada = world().user('ada');
    await noting.app.ctx.db.run('update account set trusted_authors_only = true where tenant_id = $1', [
      noting.site.tenant.id,
    ]);
  });
  afterEach(() => noting.app.close());

  const pushed = async (by: string): Promise<string | null> => {
    const commits = [{ message: `ABC-1 #comment by ${by}`, authorName: ada.name, authorEmail: ada.email }];
    const [sha] = world().pushAs(world().user(by), noting.project, { branch: 'main', commits });
    await noting.app.drain();
    const [row] = await noting.app.ctx.db.rows<{ code: string | null }>(
      'select reason_code as code from smart_command where tenant_id = $1 and sha = $2',
      [noting.site.tenant.id, sha],
    );
    if (row === undefined) throw new Error('it was not noted');
    return row.code;
  };

  it('keeps a forged author from acting, and lets the real one', async () => {
    expect(await pushed('ben')).toBe('not_verified');
    expect(await pushed('ada')).not.toBe('not_verified');
  });

  it('waits for a GitLab that does not answer', async () => {
    const stop = noting.app.gitlab.faults.add({ match: 'project.events', status: 503 });
    expect(await pushed('ben')).toBeNull();
    stop();
    noting.app.advance(30 * 60_000);
    await noting.app.drain();
    const rows = await noting.app.ctx.db.rows<{ code: string | null }>(
      'select reason_code as code from smart_command where tenant_id = $1',
      [noting.site.tenant.id],
    );
    expect(rows).toEqual([{ code: 'not_verified' }]);
  });
});
