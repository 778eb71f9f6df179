import { createHmac } from 'node:crypto';
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
  /**
   * From now on a repository's notices have to be signed with this, as a connector of Jira 9.4.11 and newer wants it, which
   * makes a secret for its hooks; others are refused.
   */
  requireSignature(repositoryId: number, secret: string): void;
  /** The notices that came since this was called last. */
  take(): Notice[];
  close(): Promise<void>;
};

export async function startJiraServer(): Promise<JiraServer> {
  const notices: Notice[] = [];
  const secrets = new Map<number, string>();
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
      const body = Buffer.concat(parts).toString('utf8');
      const secret = secrets.get(Number(id));
      if (secret !== undefined && req.headers['x-hub-signature'] !== signatureOf(body, secret)) {
        res.writeHead(401).end();
        return;
      }
      if (isUnderstood && status === 200) {
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
    requireSignature: (repositoryId, secret) => void secrets.set(repositoryId, secret),
    take: () => notices.splice(0),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function signatureOf(body: string, secret: string): string {
  return `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
}
