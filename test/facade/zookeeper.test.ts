import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { namedIn, startRealHistory } from './real-history.ts';

const folder = fileURLToPath(new URL('../../../shared/data/zookeeper', import.meta.url));

// `npm run bench -- facade` imports the merge requests one by one too, as the connector does.
describe('a real history through Jira’s own connector', () => {
  it('is walked whole, a request a commit, to what the ledger has, and GitLab is not asked', async () => {
    if (!existsSync(folder)) {
      process.stderr.write('skipped: no ../shared/data/zookeeper beside this clone\n');
      return;
    }
    const { served, jira, slug, inLedger } = await startRealHistory(folder);
    const asked = served.app.gitlab.log.total;
    const before = jira.client.sent();
    const stored = await jira.sync(slug, { soft: false, pullRequests: false });
    expect([stored.changesets.size, stored.heads.size]).toEqual([5105, 35]);
    // One for each commit, and one page of branches.
    expect(jira.client.sent() - before).toBe(5105 + 1);
    const pulls = await jira.client.list(`/repos/apache/${slug}/pulls?state=all&sort=created&direction=asc`);
    expect(pulls).toHaveLength(2426);
    expect(served.app.gitlab.log.total).toBe(asked);
    expect(namedIn(stored).commits).toEqual((await inLedger()).commits);
    await served.close();
  }, 300_000);
});
