import { once } from 'node:events';
import { createServer } from 'node:net';

/** Fixed, so that the printed addresses and the Redirect URL stay the same from start to start. */
export const demoPorts = { app: 3000, gitlab: 3001, jira: 3002 } as const;

/** @throws Error that names each port that something else listens on, and how to move the demo */
export async function checkFree(ports: Readonly<Record<string, number>>): Promise<void> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isFree(port))) taken.push(`${port} (${name})`);
  }
  if (taken.length === 0) return;
  throw new Error(
    `Something already listens on port ${taken.join(' and ')}. Stop it (an earlier demo?), ` +
      'or move the demo: npm run demo -- --port 4000 uses 4000, 4001 and 4002.',
  );
}

/** Three ports that nobody uses now. */
export async function freePorts(): Promise<{ app: number; gitlab: number; jira: number }> {
  const [app, gitlab, jira] = await Promise.all([anyFree(), anyFree(), anyFree()]);
  return { app, gitlab, jira };
}

async function anyFree(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
