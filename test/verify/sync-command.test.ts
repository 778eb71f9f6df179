import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { root, startChild } from '../house/fixtures/child.ts';
import { repositoryNamed, stateOf } from '../sync/support.ts';
import { shownInJira } from '../support/in-jira.ts';
import { linkedGroup, type Linked } from '../webhook/support.ts';

let linked: Linked;
let env: Record<string, string>;

beforeAll(async () => {
  linked = await linkedGroup({ projects: ['app', 'web'] });
  const { app } = linked;
  env = {
    DATABASE_URL: app.ctx.config.databaseUrl ?? '',
    ENCRYPTION_KEYS: app.ctx.config.encryptionKeys ?? '',
    APP_BASE_URL: app.url,
    PRIVATE_HOSTS: '127.0.0.1',
    GITLAB_COM_URL: app.gitlab.url,
    CONNECT_INSTALL_KEYS_URL: app.jira.installKeysUrl,
    CONNECT_TOKEN_URL: app.jira.tokenUrl,
    ATLASSIAN_API_URL: app.jira.apiUrl,
    ATLASSIAN_TOKEN_URL: app.jira.credentialsTokenUrl,
  };
});
afterAll(() => linked.app.close());

async function sync(...args: string[]): Promise<{ code: number | null; output: string }> {
  // The command has the real clock, and what it signs is good for three minutes of the sandbox's.
  const { app } = linked;
  app.advance(Math.max(0, Date.now() + 15_000 - app.clock.now()));
  const child = startChild(path.join(root, 'src/cli.ts'), { args: ['sync', ...args], env });
  const { code } = await child.ended();
  return { code, output: child.output() };
}
const repository = () => repositoryNamed(linked.app, linked.site.tenant.id, 'app');
const account = () => linked.account.id;

/** A push that no hook tells of. */
function pushInSilence(message: string): void {
  const { hooks, world } = linked.app.gitlab;
  const [project] = linked.projects;
  if (project === undefined) throw new Error('no project');
  hooks.hold();
  world.push(project, 'main', [{ message }]);
  hooks.release({ seed: 1, lose: 1 });
}

it('asks what to look at, and says when there is no such thing', async () => {
  expect(await sync()).toMatchObject({ code: 1, output: expect.stringContaining('--repository, --account') });
  const id = randomUUID();
  expect(await sync('--account', id)).toEqual({
    code: 1,
    output: `There is no account with the id "${id}".\n`,
  });
});

it('--verify says that there is no difference', async () => {
  expect(await sync('--account', account(), '--verify')).toEqual({ code: 0, output: 'No difference.\n' });
});

it('--verify prints each difference, --repair heals it', async () => {
  pushInSilence('ABC-11 unheard');
  const { id, path: name } = await repository();
  const found = await sync('--account', account(), '--verify', '--json');
  expect(found.code).toBe(1);
  const lines = found.output.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ repositoryId: id, kind: 'commit', problem: 'missing' }),
  ]);
  const words = await sync('--repository', id, '--verify');
  expect(words.output).toMatch(
    new RegExp(`^${name}  commit  [0-9a-f]{40}  missing  GitLab has it.*\n1 difference[.]\n$`),
  );
  const healed = await sync('--repository', id, '--repair');
  expect(healed.code).toBe(0);
  expect(healed.output).toContain('The workers send what was healed.');
  await linked.app.drain();
  expect(await shownInJira(linked, 'ABC-11')).toHaveLength(1);
  expect((await sync('--repository', id, '--verify')).code).toBe(0);
});

it('announces a soft refresh, and a full one with --full', async () => {
  pushInSilence('ABC-12 unheard');
  const { id, path: name } = await repository();
  const soft = await sync('--repository', id);
  expect(soft).toEqual({
    code: 0,
    output: `repository ${name}: announced, what has changed is read by the workers.\n`,
  });
  await linked.app.drain();
  expect(await shownInJira(linked, 'ABC-12')).toHaveLength(1);
  const before = (await stateOf(linked.app, await repository())).runId;
  const full = await sync('--account', account(), '--full', '--json');
  expect(JSON.parse(full.output)).toMatchObject({
    mode: 'full',
    announced: [{ kind: 'account', id: account() }, { kind: 'repository' }, { kind: 'repository' }],
  });
  await linked.app.drain();
  expect(await stateOf(linked.app, await repository())).toMatchObject({ state: 'finished' });
  expect((await stateOf(linked.app, await repository())).runId).not.toBe(before);
});

it('says of an account that cannot be read what to do, and of the others what it finds', async () => {
  await linked.app.ctx.db.run(`update account_token set refused = true where tenant_id = $1`, [
    linked.site.tenant.id,
  ]);
  const { code, output } = await sync('--tenant', linked.site.tenant.id, '--verify');
  expect(code).toBe(1);
  expect(output).toContain('authorize it again');
});
