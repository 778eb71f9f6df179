import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface Reply {
  /** 0 where no answer came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why no answer came. */
  readonly error: string | null;
}

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sslVerification: boolean;
  readonly timeoutMs: number;
}

/** Sends POST requests over connections that are kept, follows no redirect, and never throws. */
export class Poster {
  private readonly http = new HttpAgent({ keepAlive: true });
  private readonly https = new HttpsAgent({ keepAlive: true });
  private readonly open = new Set<ClientRequest>();

  post(post: Post): Promise<Reply> {
    return new Promise((resolve) => this.begin(post, resolve));
  }

  /** Cuts what is under way. */
  close(): void {
    for (const request of this.open) request.destroy(new Error('This GitLab was closed.'));
    this.http.destroy();
    this.https.destroy();
  }

  private begin(post: Post, resolve: (reply: Reply) => void): void {
    const secure = post.url.startsWith('https:');
    const request = (secure ? httpsRequest : httpRequest)(post.url, {
      method: 'POST',
      agent: secure ? this.https : this.http,
      headers: { ...post.headers, 'Content-Length': String(Buffer.byteLength(post.body)) },
      rejectUnauthorized: post.sslVerification,
    });
    const timer = setTimeout(() => request.destroy(new Error('Net::ReadTimeout')), post.timeoutMs);
    const done = (reply: Reply): void => {
      clearTimeout(timer);
      this.open.delete(request);
      resolve(reply);
    };
    const failed = (error: Error): void => done({ status: 0, headers: {}, body: '', error: error.message });
    this.open.add(request);
    request.on('response', (response) => void read(response).then(done, failed));
    request.on('error', (error: Error & { code?: string }) => {
      // The other side closed a kept connection just now: that is nobody's failure.
      if (!request.reusedSocket || error.code !== 'ECONNRESET') {
        failed(error);
        return;
      }
      clearTimeout(timer);
      this.open.delete(request);
      this.begin(post, resolve);
    });
    request.end(post.body);
  }
}

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
  const body = Buffer.concat(chunks).toString('utf8');
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers), body, error: null };
}
