import type { Express } from 'express';

type Layer = {
  name: string;
  regexp: RegExp & { fast_slash?: boolean };
  route?: { path: unknown; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
};

/**
 * Every route that an Express 4 app answers, as `GET /path/:parameter`. Routers must be mounted at `/`; one that is there
 * may have a second address, below which it answers the same.
 */
export function routesOf(app: Express): string[] {
  return routesIn((app as unknown as { _router: { stack: Layer[] } })._router.stack);
}

function routesIn(layers: readonly Layer[]): string[] {
  const atRoot = new Set(layers.filter(({ regexp }) => regexp.fast_slash).map(({ handle }) => handle));
  return layers.flatMap((layer) => {
    if (layer.route !== undefined) {
      const { path, methods } = layer.route;
      if (typeof path !== 'string') throw new Error(`a route without a plain path: ${String(path)}`);
      return Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`);
    }
    if (layer.handle.stack === undefined) return [];
    if (layer.regexp.fast_slash === true) return routesIn(layer.handle.stack);
    // Express 4 keeps only a pattern of the mount path; a table of addresses needs the address.
    if (!atRoot.has(layer.handle)) throw new Error(`a router is mounted at ${layer.regexp.source}`);
    return [];
  });
}
