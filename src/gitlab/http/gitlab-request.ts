import type { Db } from '../../db/db.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Http } from '../../lib/http/request.ts';
import type { Log } from '../../lib/log.ts';
import type { RightOfWay } from '../../lib/right-of-way.ts';
import type { Thing } from './thing.ts';

export type GitlabContext = {
  readonly http: Http;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly rightOfWay: RightOfWay;
};

export type GitlabOptions = {
  /** Base address without a trailing slash; may have a path. */
  readonly hostUrl: string;
  /**
   * Asked before every request, so that a long read outlives a token; asked again with the token that GitLab has just
   * answered 401 to, so that one that died early is replaced.
   */
  readonly accessToken: (refused?: string) => Promise<string>;
  /** Of the user, see `userBudget`. */
  readonly budgetName: string;
  /** Where this GitLab limits the address we have: how many requests it takes a minute, and for whom this one is. */
  readonly address?: { readonly perMinute: number; readonly accountId: string } | undefined;
  /** Live work goes before imports: these leave part of each window to it. Default `import`. */
  readonly lane?: 'live' | 'import' | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** `path` starts with `/api/`; `what` names in plain words what is read, for messages. */
export type GitlabRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly what: Thing;
  readonly body?: string | undefined;
};

export type GitlabAnswer = {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where there is none (a 204, as a deletion is answered). */
  readonly body: unknown;
};
