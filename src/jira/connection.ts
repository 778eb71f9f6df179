import type { Dialect } from './dialect/dialect.ts';

/** A call to a Jira site. `path` starts with `/rest/` and is appended to the site's base address, whatever that is. */
export type JiraRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly timeoutMs?: number | undefined;
  /**
   * Imports leave part of Jira's limits to live work; for a person who looks at a page Jira itself is asked, whatever
   * waits. Default: the connection's, else `live`.
   */
  readonly lane?: 'person' | 'live' | 'import' | undefined;
  /** The issue that is written to, by key or id: Jira limits writes to one issue. */
  readonly issue?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** Any HTTP answer of Jira; `body` is the parsed JSON, or undefined where there is none. */
export type JiraAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/**
 * A tenant's way of talking to Jira: the one port behind which Connect, Forge, self-hosted Jira and OAuth credentials
 * stand. Everything in `jira/` speaks through it and knows nothing of tokens.
 */
export type JiraConnection = {
  readonly tenantId: string;
  readonly dialect: Dialect;
  /** As the app. @throws AppError of `Http.send`, `rate_limited` (429, with retryAt), `needs_authorization` (401). */
  call(request: JiraRequest): Promise<JiraAnswer>;
  /** As a user of the site, by account id. Same errors; `forbidden` where this tenant cannot act as users. */
  callAs(accountId: string, request: JiraRequest): Promise<JiraAnswer>;
  /** In whose name something can be done for a person of the site. Where it is not theirs, it is said beside it. */
  actorFor(accountId: string): Promise<Actor>;
};

/** `isThemselves`: what is done shows as theirs. Else it shows as `accountId`, the app's own user. */
export type Actor = { readonly accountId: string; readonly isThemselves: boolean };

/** A kind of site's own way to call; `actorFor` where it cannot act as everybody. */
export type SiteConnection = Omit<JiraConnection, 'dialect' | 'actorFor'> &
  Partial<Pick<JiraConnection, 'actorFor'>>;
