import type { Answer, SandboxRequest } from './exchange.ts';

export interface Fault {
  /** An endpoint's name, or a test of the request. */
  readonly match: string | ((request: SandboxRequest) => boolean);
  /** How many requests it hits; default: all until it is removed. */
  readonly times?: number | undefined;
  /** How many matching requests pass first. */
  readonly after?: number | undefined;
  /** Answers this without doing anything. Without a status the request is served. */
  readonly status?: number | undefined;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly latencyMs?: number | undefined;
  /** Cuts the connection: true before anything is done, `after-work` when only the answer is lost. */
  readonly dropConnection?: boolean | 'after-work' | undefined;
}

interface Armed {
  readonly fault: Fault;
  toPass: number;
  left: number;
}

/** Faults on request. */
export class Faults {
  private armed: Armed[] = [];

  /** Returns a function that removes the fault. */
  add(fault: Fault): () => void {
    const armed = { fault, toPass: fault.after ?? 0, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.armed.push(armed);
    return () => {
      this.armed = this.armed.filter((one) => one !== armed);
    };
  }

  clear(): void {
    this.armed = [];
  }

  /** The first fault that wants this request. */
  take(request: SandboxRequest, endpoint: string): Fault | undefined {
    for (const armed of this.armed) {
      const { match } = armed.fault;
      if (!(typeof match === 'string' ? match === endpoint : match(request))) continue;
      if (armed.toPass > 0) {
        armed.toPass -= 1;
        continue;
      }
      if (armed.left <= 0) continue;
      armed.left -= 1;
      return armed.fault;
    }
    return undefined;
  }
}

export function faultAnswer(fault: Fault): Answer | undefined {
  if (fault.status === undefined) return undefined;
  if (typeof fault.body === 'string')
    return { status: fault.status, headers: fault.headers, body: fault.body };
  return { status: fault.status, headers: fault.headers, json: fault.body ?? { message: `${fault.status}` } };
}
