import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The first of three ports in a row that nobody listens on. */
async function freePorts(): Promise<number> {
  for (let first = 20_000 + (process.pid % 9_000) * 3; ; first += 3) {
    const taken = await Promise.all([first, first + 1, first + 2].map(isTaken));
    if (!taken.includes(true)) return first;
  }
}

async function isTaken(port: number): Promise<boolean> {
  const server = createServer();
  const outcome = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(true));
    server.once('listening', () => resolve(false));
  });
  server.listen(port);
  const taken = await outcome;
  server.close();
  return taken;
}

const demo = (...options: string[]) =>
  run('npm', ['run', '-s', 'demo', '--', ...options], { cwd: root, timeout: 150_000 });

describe('npm run demo', () => {
  it('links an account by itself, imports it into Jira, and leaves nothing behind', async () => {
    const port = await freePorts();
    const { stdout } = await demo('--once', '--port', String(port));

    expect(stdout).toContain(`http://127.0.0.1:${port + 2}/jira/settings/apps/`);
    const [, commits, branches, requests] =
      /Jira has (\d+) commits, (\d+) branches and (\d+) pull requests/.exec(stdout) ?? [];
    expect(Number(commits)).toBeGreaterThan(40);
    expect(Number(branches)).toBeGreaterThan(10);
    expect(Number(requests)).toBeGreaterThan(20);
    expect(stdout).toContain('Smart Commits have made 5 comments and 2 worklogs, and moved issues 2 times.');
    expect(await Promise.all([port, port + 1, port + 2].map(isTaken))).toEqual([false, false, false]);
  }, 180_000);

  it('does the same through Connect', async () => {
    const port = await freePorts();
    const { stdout } = await demo('--connect', '--once', '--port', String(port));
    expect(stdout).toContain(`http://127.0.0.1:${port + 2}/plugins/servlet/ac/`);
    expect(stdout).toMatch(/Jira has \d{2,} commits/);
  }, 180_000);

  it('says which port is taken and how to move', async () => {
    const port = await freePorts();
    const other = createServer().listen(port + 1);
    await once(other, 'listening');
    const refused = demo('--once', '--port', String(port));

    await expect(refused).rejects.toMatchObject({ code: 1 });
    await expect(refused).rejects.toThrow(`Something already listens on port ${port + 1} (gitlab)`);
    other.close();
  }, 60_000);

  it('says what is missing where --data names no history', async () => {
    const refused = demo('--once', '--port', String(await freePorts()), '--data', 'docs');
    await expect(refused).rejects.toThrow('holds no history');
  }, 60_000);
});
