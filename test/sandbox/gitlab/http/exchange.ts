import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxClock } from '../../clock.ts';
import type { Hooks } from '../hooks/hooks.ts';
import type { OauthState } from '../oauth/oauth-state.ts';
import type { User } from '../world/model.ts';
import type { WorldState } from '../world/state.ts';

/** A request as faults and the log see it; `path` is without the base path and still percent-encoded. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly remoteAddress: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as it is. */
  readonly body?: string | undefined;
  /** Sent as JSON where there is no `body`. */
  readonly json?: unknown;
}

/** What handlers share. */
export interface Sandbox {
  readonly state: WorldState;
  readonly oauth: OauthState;
  readonly clock: SandboxClock;
  readonly version: string;
  readonly branchKeyset: boolean;
  /** Listings of branches that are given once more; undefined where none are kept. */
  readonly branchCache: Map<string, { readonly at: number; readonly answer: Answer }> | undefined;
  readonly hooks: Hooks;
  /** The public address, without a trailing slash. */
  url: string;
  violation(text: string): void;
}

/** One request on its way through a handler. */
export interface Call {
  readonly sandbox: Sandbox;
  readonly request: SandboxRequest;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly user: User | null;
}

/** Thrown by a handler to end the request with this answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Answered ${answer.status}.`);
    this.answer = answer;
  }
}

export function refuse(status: number, message: string): never {
  throw new Refusal({ status, json: { message } });
}

/** Records that the caller did something undocumented, and refuses it. */
export function violate(call: Call, text: string): never {
  call.sandbox.violation(`${call.request.method} ${call.request.path}: ${text}`);
  throw new Refusal({ status: 400, json: { error: text } });
}
