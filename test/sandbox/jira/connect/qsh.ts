import { createHash } from 'node:crypto';

/**
 * The query string hash of Connect, written from its description rather than with the app's library, so that a
 * mistake in one is seen by the other: sha256 hex of METHOD&path&query, the path relative to the base URL, the
 * query sorted and percent-encoded as OAuth 1 does, without `jwt`.
 */
export function qshOf(request: { method: string; path: string; query: URLSearchParams }): string {
  return createHash('sha256').update(canonicalRequest(request)).digest('hex');
}

export function canonicalRequest(request: { method: string; path: string; query: URLSearchParams }): string {
  return [request.method.toUpperCase(), canonicalPath(request.path), canonicalQuery(request.query)].join('&');
}

function canonicalPath(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const rooted = trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
  return rooted.replaceAll('&', '%26');
}

function canonicalQuery(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].filter((name) => name !== 'jwt').sort();
  return names.map((name) => `${encode(name)}=${query.getAll(name).sort().map(encode).join(',')}`).join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
