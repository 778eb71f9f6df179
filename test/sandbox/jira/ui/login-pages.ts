import type { Exchange, OpenRoute } from '../http/exchange.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { formOf, redirect, sessionCookie } from './session.ts';

/** Logging in is choosing who to be. */
export const LOGIN_PAGES: OpenRoute[] = [
  { kind: 'open', method: 'GET', path: '/login', endpoint: 'page /login', handle: loginPage },
  { kind: 'open', method: 'POST', path: '/login', endpoint: 'page /login', handle: login },
  {
    kind: 'open',
    method: 'POST',
    path: '/logout',
    endpoint: 'page /logout',
    handle: (exchange) => redirect('/login', sessionCookie(exchange, '')),
  },
  { kind: 'open', method: 'GET', path: '/', endpoint: 'page /', handle: () => redirect('/projects') },
];

function loginPage({ site, query }: Exchange) {
  const people = [...site.users.values()].filter((user) => user.accountType === 'atlassian' && user.active);
  const content = html`<div class="narrow">
    <h1>Log in to ${site.displayName}</h1>
    <p>This Jira is a sandbox: choose who you want to be.</p>
    <form method="post" action="/login" class="people">
      <input type="hidden" name="os_destination" value="${query.get('os_destination') ?? '/projects'}" />
      ${people.map(
        (user) =>
          html`<button type="submit" name="accountId" value="${user.accountId}">
            <strong>${user.displayName}</strong>
            <span>${user.admin ? 'Jira administrator' : 'Project member'}</span>
          </button>`,
      )}
    </form>
  </div>`;
  return page({ site, user: undefined, title: 'Log in', content });
}

function login(exchange: Exchange) {
  const form = formOf(exchange);
  const accountId = form.get('accountId') ?? '';
  if (!exchange.site.users.has(accountId)) return redirect('/login');
  const wanted = form.get('os_destination') ?? '/projects';
  // Only an address of this site: anything else would be an open redirect.
  const destination = /^\/(?![/\\])/.test(wanted) ? wanted : '/projects';
  return redirect(destination, sessionCookie(exchange, accountId));
}
