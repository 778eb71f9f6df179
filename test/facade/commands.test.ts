import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { say } from '../../src/lib/words/say.ts';
import { noteProblem } from '../../src/facade/facade.store.ts';
import { operator } from '../credentials/support.ts';
import { addAccount } from './connector/connector.ts';
import { startServedApp, type ServedApp } from './support.ts';

/** What the operator's commands print about Jira's own connector. */
describe('the facade’s commands', () => {
  let served: ServedApp;
  beforeAll(async () => {
    served = await startServedApp();
    const { world } = served.app.gitlab;
    world.addMember(world.addGroup({ path: 'acme' }), world.addUser({ username: 'ada' }), 50);
    world.addProject({ path: 'one', namespace: world.namespace('acme') });
  });
  afterAll(() => served.close());

  const run = (...args: string[]) => operator(served.app, ['facade', ...args]);
  const enable = (...more: string[]) =>
    run('enable', '--jira', served.jira.url, '--gitlab', served.app.gitlab.url, ...more);

  it('enable says what to type, where, and what the old client cannot do', async () => {
    const { code, output } = await enable();
    expect(code).toBe(0);
    const lines = output.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, ' | '));
    for (const line of [
      `${served.jira.url} may link ${served.app.gitlab.url} now.`,
      'In GitLab, add an application (user, group or instance):',
      `Redirect URI | ${served.app.url}/login/oauth/callback`,
      'Scopes | api',
      'In Jira, under DVCS accounts, "Link Bitbucket or GitHub account":',
      'Host | GitHub Enterprise',
      `Host URL | ${served.app.url}`,
    ])
      expect(lines).toContain(line);
    expect(output).toContain(`The same on a page: ${served.app.url}/login/oauth/setup/`);
    // The test's server has a port and no https.
    expect(output.match(/^Attention: /gm)).toHaveLength(2);
    const { json } = await enable('--json');
    expect(json).toMatchObject({
      jira: served.jira.url,
      gitlab: served.app.gitlab.url,
      inGitlab: expect.arrayContaining([{ label: 'Scopes', value: 'api' }]),
      inJira: expect.arrayContaining([{ label: 'Host', value: 'GitHub Enterprise' }]),
      warnings: [expect.any(String), expect.any(String)],
    });
  });

  it('enable says what is wrong with an address', async () => {
    const { code, output } = await run('enable', '--jira', 'ftp://x', '--gitlab', served.app.gitlab.url);
    expect([code, output]).toEqual([1, expect.stringContaining('Enter an address such as')]);
  });

  it('list shows the accounts and what is wrong', async () => {
    await addAccount(served.form('acme'));
    await served.app.drain();
    const problem = say('facade.otherGitlab', { host: 'https://gitlab.example.com' });
    const now = served.app.clock.now();
    await noteProblem(served.app.ctx.db, served.facade.tenantId, { problem, now });
    const { output } = await run('list');
    expect(output).toMatch(/^jira +gitlab +state +accounts +problem$/m);
    const row = output.split('\n').find((line) => line.startsWith(served.jira.url)) ?? '';
    expect(row).toMatch(/enabled +acme +This Jira has accounts of https:\/\/gitlab\.example\.com/);
    const { json } = await run('list', '--json');
    expect(json).toMatchObject([{ jira: served.jira.url, enabled: true, organizations: ['acme'] }]);
  });

  it('disable and revoke say what they did, and about a Jira that is not there that it is not', async () => {
    const disabled = await run('disable', '--jira', served.jira.url);
    expect(disabled.output).toContain('is answered 404 from now on');
    expect((await run('list')).output).toMatch(/ disabled /);
    const none = await run('revoke', '--jira', served.jira.url, '--account', 'nobody');
    expect([none.code, none.output]).toEqual([1, expect.stringContaining('nobody')]);
    const revoked = await run('revoke', '--jira', served.jira.url, '--forget');
    expect(revoked.output).toMatch(/^1 token is refused from now on\.$/m);
    expect(revoked.output).toContain('The accounts are removed');
    const unknown = await run('disable', '--jira', 'https://other.example.com');
    expect([unknown.code, unknown.output]).toEqual([1, expect.stringContaining('other.example.com')]);
  });
});
