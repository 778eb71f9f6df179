/**
 * The HTTP client of Jira's connector (egit-github of 2013, `GithubClientWithTimeout`), with its limits: of the Host URL
 * it keeps scheme and host and drops port and path; its API is at `/api/v3`; of a `Link` header it takes path and query.
 */
export type OldClient = {
  /** One object. */
  get: (path: string) => Promise<Json>;
  /** Every page of a list, or the first one alone. */
  list(path: string, options?: { perPage?: number; page?: number; pages?: number }): Promise<Json[]>;
  /** With the token in the query and whole Host URL, as `GitHubRESTClientImpl` looks after hooks. */
  hooks(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  /** Requests sent so far. */
  sent(): number;
};

export type Json = Readonly<Record<string, unknown>>;

/** What the client throws for any status but 2xx (`RequestException`). */
export class RequestError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(`${status}: ${text}`);
    this.status = status;
  }
}

type Options = {
  /** As typed into Jira. */
  readonly hostUrl: string;
  readonly token: string;
  /** Where a host is really reached: what a name server and port 443 do outside of a test. */
  readonly reach: (origin: string) => string;
};

const userAgent = 'JIRA DVCS Connector/3.3.5';

export function createOldClient({ hostUrl, token, reach }: Options): OldClient {
  const { protocol, hostname } = new URL(hostUrl);
  const base = reach(`${protocol}//${hostname}`);
  let sent = 0;
  const request = async (path: string): Promise<Response> => {
    sent += 1;
    const address = path.startsWith('/api/v3') ? path : `/api/v3${path}`;
    const headers = { 'user-agent': userAgent, accept: 'application/json', authorization: `token ${token}` };
    const send = () => fetch(`${base}${address}`, { headers });
    // A kept connection that the server has just closed: HttpURLConnection sends a GET once more then.
    const answer = await send().catch(send);
    if (!answer.ok) throw new RequestError(answer.status, await answer.text());
    return answer;
  };
  return {
    sent: () => sent,
    get: async (path) => checkDates((await (await request(path)).json()) as Json),
    async list(path, { perPage = 100, page = 1, pages = Infinity } = {}) {
      const rows: Json[] = [];
      let next: string | undefined =
        `${path}${path.includes('?') ? '&' : '?'}per_page=${perPage}&page=${page}`;
      for (let read = 0; next !== undefined && read < pages; read += 1) {
        const answer = await request(next);
        rows.push(...((await answer.json()) as Json[]).map(checkDates));
        next = nextOf(answer.headers.get('link'));
      }
      return rows;
    },
    async hooks(method, path, body) {
      sent += 1;
      const url = new URL(`${hostUrl}/api/v3${path}`);
      url.searchParams.set('access_token', token);
      const answer = await fetch(url, {
        method,
        headers: { 'user-agent': userAgent, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
  };
}

/** `PageIterator.next`: path and query of what the header says. */
function nextOf(link: string | null): string | undefined {
  const url = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
  if (url === undefined) return undefined;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

const readable = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The client's DateFormatter knows whole seconds only; any other date is an error of its JSON reader. */
function checkDates(value: Json): Json {
  const visit = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    for (const [name, inner] of Object.entries(one)) {
      if (/(_at|^date)$/.test(name) && inner !== null && !readable.test(String(inner))) {
        throw new Error(`The old client cannot read ${name}: ${String(inner)}`);
      }
      visit(inner);
    }
  };
  visit(value);
  return value;
}
