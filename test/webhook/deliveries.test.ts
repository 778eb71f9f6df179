import { afterEach, describe, expect, it } from '@jest/globals';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import { repositoryNamed } from '../sync/support.ts';
import { linkedGroup, type Linked } from './support.ts';

let linked: Linked;
afterEach(() => linked.app.close());

/** What the page says of a repository's webhook calls: a text for each, else its one sentence. */
async function calls(path: string): Promise<string[]> {
  const { app, site, account } = linked;
  const { id } = await repositoryNamed(app, account.tenantId, path);
  const { text } = await site.ask({ path: `/repositories/${id}/deliveries` });
  const parts = text.match(/<li>.*?<\/li>/gs) ?? text.match(/<p class="hint">.*?<\/p>/gs) ?? [];
  return parts.map((part) =>
    part
      .replaceAll(/, <time.*?<\/time>/g, ':')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replace(' :', ':')
      .trim(),
  );
}

function project(nth: number): Project {
  const found = linked.projects[nth];
  if (found === undefined) throw new Error('no such project');
  return found;
}

describe("the calls of a repository's webhook", () => {
  it("are shown with what came of each, the newest first, and no other project's", async () => {
    linked = await linkedGroup({ projects: ['app', 'web'], gitlab: { license: 'premium' } });
    const { world } = linked.app.gitlab;
    expect(await calls('app')).toEqual([
      'GitLab has called for nothing in this repository within the last 7 days.',
    ]);
    world.push(project(0), 'feature/<b>ABC-1</b>', [{ message: 'ABC-1 x' }]);
    await linked.app.drain();
    linked.app.advance(1_000);
    world.push(project(1), 'main', [{ message: 'ABC-2 y' }]);
    await linked.app.drain();
    linked.app.advance(1_000);
    const { id } = await repositoryNamed(linked.app, linked.account.tenantId, 'app');
    await linked.site.ask({ path: `/repositories/${id}/enabled`, fields: {} });
    world.push(project(0), 'later', [{ message: 'ABC-1 z' }]);
    await linked.app.drain();
    expect(await calls('app')).toEqual([
      'Push later: Nothing to do: the repository was off',
      'Push feature/&lt;b&gt;ABC-1&lt;/b&gt;: Looked up in GitLab',
    ]);
    expect(await calls('web')).toEqual(['Push main: Looked up in GitLab']);
  });

  it('are found for a webhook of its own too, with what made no sense', async () => {
    linked = await linkedGroup({ projects: ['app', 'web'] });
    linked.app.gitlab.world.push(project(0), 'main', [{ message: 'ABC-1 x' }]);
    await linked.app.drain();
    const hook = linked.app.gitlab.hooks.all.find(
      ({ owner }) => owner.kind === 'project' && owner.project === project(0),
    );
    linked.app.advance(1_000);
    const sent = await fetch(hook?.url ?? '', {
      method: 'POST',
      headers: { 'x-gitlab-token': hook?.token ?? '' },
      body: 'no json',
    });
    expect(sent.status).toBe(200);
    expect(await calls('app')).toEqual(['No event: Not understood', 'Push main: Looked up in GitLab']);
    expect(await calls('web')).toEqual([
      'GitLab has called for nothing in this repository within the last 7 days.',
    ]);
  });

  it('are one click from the repository where there is a webhook, and only there', async () => {
    linked = await linkedGroup({ role: 30 });
    const { app, site, account } = linked;
    const table = () => site.ask({ path: `/accounts/${account.id}/repositories` });
    expect((await table()).text).not.toContain('/deliveries"');
    await app.close();
    linked = await linkedGroup();
    const { text } = await linked.site.ask({
      path: `/accounts/${linked.account.id}/repositories`,
    });
    expect(text).toMatch(/hx-get="\/repositories\/[\w-]+\/deliveries"/);
  });
});
