import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

/** One notice that a Jira was given. */
export type Notice = {
  readonly repositoryId: number;
  /** What the connector does with it: a form is about commits, JSON about merge requests. */
  readonly about: 'commits' | 'pull requests';
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** The one address of a Jira that is called: `RootResource.startRepositorySync`. It stands below a path. */
export type JiraServer = {
  /** Base URL, with the path below which it runs. */
  readonly url: string;
  readonly notices: Notice[];
  /** What it answers from now on; 0: it hangs up. */
  answerWith(status: number): void;
  /** The notices that came since this was called last. */
  take(): Notice[];
  close(): Promise<void>;
};

export async function startJiraServer(): Promise<JiraServer> {
  const notices: Notice[] = [];
  let status = 200;
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      if (status === 0) {
        req.socket.destroy();
        return;
      }
      const id = /^\/jira\/rest\/bitbucket\/1\.0\/repository\/(\d+)\/sync$/.exec(req.url ?? '')?.[1];
      const type = req.headers['content-type'] ?? '';
      const about = type.startsWith('application/json') ? 'pull requests' : 'commits';
      const isUnderstood = id !== undefined && req.method === 'POST';
      if (isUnderstood && status === 200) {
        const body = Buffer.concat(parts).toString('utf8');
        notices.push({ repositoryId: Number(id), about, headers: req.headers, body });
      }
      res.writeHead(isUnderstood ? status : 404).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/jira`,
    notices,
    answerWith(next) {
      status = next;
    },
    take: () => notices.splice(0),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
