import type { JiraUser } from '../cloud/site.ts';
import type { Exchange, OpenRoute, Reply } from '../http/exchange.ts';

/** A page that only somebody who is logged in sees; others are sent to the login page and back. */
export function pageFor(
  path: string,
  handle: (exchange: Exchange, user: JiraUser) => Reply | Promise<Reply>,
  method = 'GET',
): OpenRoute {
  return {
    kind: 'open',
    method,
    path,
    endpoint: `page ${path}`,
    handle(exchange) {
      const user = currentUser(exchange);
      if (user !== undefined) return handle(exchange, user);
      const back =
        exchange.query.size === 0 ? exchange.path : `${exchange.path}?${exchange.query.toString()}`;
      return redirect(`/login?os_destination=${encodeURIComponent(back)}`);
    },
  };
}

function currentUser(exchange: Exchange): JiraUser | undefined {
  const wanted = `${cookieName(exchange)}=`;
  const cookie = (exchange.headers['cookie'] ?? '').split('; ').find((pair) => pair.startsWith(wanted));
  return cookie === undefined
    ? undefined
    : exchange.site.users.get(decodeURIComponent(cookie.slice(wanted.length)));
}

export function sessionCookie(exchange: Exchange, accountId: string): Record<string, string> {
  const value = encodeURIComponent(accountId);
  return { 'Set-Cookie': `${cookieName(exchange)}=${value}; Path=/; HttpOnly; SameSite=Lax` };
}

export function redirect(location: string, headers: Record<string, string> = {}): Reply {
  return { status: 303, headers: { Location: location, ...headers } };
}

export function formOf(exchange: Exchange): URLSearchParams {
  return new URLSearchParams(exchange.body.toString('utf8'));
}

/** Browsers share cookies between the ports of a host, and sites differ by their port. */
function cookieName({ site }: Exchange): string {
  return `jira-sandbox-${new URL(site.url).port}`;
}
