import type { Route } from './exchange.ts';

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

export interface Router {
  /** The route of a request; `otherMethod` says whether the path exists under another method. */
  find(method: string, path: string): { match: RouteMatch | undefined; otherMethod: boolean };
}

/** Literal parts win over parameters by the order of the list: the first route that fits is taken. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map((route) => ({ route, parts: route.path.split('/') }));
  return {
    find(method, path) {
      const parts = path.split('/');
      let otherMethod = false;
      for (const candidate of compiled) {
        const params = fit(candidate.parts, parts);
        if (params === undefined) continue;
        if (candidate.route.method === method)
          return { match: { route: candidate.route, params }, otherMethod };
        otherMethod = true;
      }
      return { match: undefined, otherMethod };
    },
  };
}

function fit(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (!expected.startsWith(':')) {
      if (expected !== part) return undefined;
    } else {
      const decoded = decode(part);
      if (decoded === undefined || decoded === '') return undefined;
      params[expected.slice(1)] = decoded;
    }
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
