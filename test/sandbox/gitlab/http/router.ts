import type { Answer, Call } from './exchange.ts';

/** An endpoint of this GitLab: what it is called, what it takes and what it answers. */
export interface Endpoint {
  /** What counters and faults call it, such as `project.commits`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for a segment. */
  readonly path: string;
  /** The query parameters that are documented and that this sandbox honours. */
  readonly query?: readonly string[] | undefined;
  /** `user`: needs a token; `anyone`: works without one on what is public; `web`: no API token is looked at. */
  readonly access: 'user' | 'anyone' | 'web';
  /** GitLab's application limit of the endpoint for one user. */
  readonly limit?:
    | {
        readonly count: number;
        readonly seconds: number;
        /** Counted for each project or group that the path names. */
        readonly perPlace?: boolean | undefined;
      }
    | undefined;
  /** The scopes of which one is needed, beside `api`. */
  readonly scopes?: readonly string[] | undefined;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

export interface Match {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
}

export type Router = (method: string, path: string) => Match | undefined;

/** Finds the endpoint of a path; a literal segment goes before a parameter. */
export function createRouter(endpoints: readonly Endpoint[]): Router {
  const bySize = new Map<string, { endpoint: Endpoint; segments: string[] }[]>();
  for (const endpoint of endpoints) {
    const segments = endpoint.path.split('/');
    const key = `${endpoint.method} ${segments.length}`;
    const list = bySize.get(key) ?? [];
    list.push({ endpoint, segments });
    list.sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments));
    bySize.set(key, list);
  }
  return (method, path) => {
    const given = path.split('/');
    for (const { endpoint, segments } of bySize.get(`${method} ${given.length}`) ?? []) {
      const params = matchSegments(segments, given);
      if (params !== undefined) return { endpoint, params };
    }
    return undefined;
  };
}

function parameterCount(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

function matchSegments(
  segments: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [i, segment] of segments.entries()) {
    const value = given[i] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
    } else if (value === '') return undefined;
    else params[segment.slice(1)] = decoded(value);
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
