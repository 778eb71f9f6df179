import { randomBytes } from 'node:crypto';
import type { Answer, Call } from '../http/exchange.ts';
import type { Endpoint } from '../http/router.ts';
import type { User } from '../world/model.ts';
import { redirect, signInPage } from './pages.ts';

const cookieName = '_gitlab_session';

export const sessionEndpoints: readonly Endpoint[] = [
  {
    name: 'sign_in.page',
    method: 'GET',
    path: '/users/sign_in',
    access: 'web',
    handle: (call) => showSignIn(call, null),
  },
  { name: 'sign_in', method: 'POST', path: '/users/sign_in', access: 'web', handle: signIn },
];

export function signedIn(call: Call): User | null {
  const user = sessionOf(call)?.user ?? null;
  return user?.state === 'blocked' ? null : user;
}

/** Sends the person to the sign-in page and remembers, in the session, where to return to. */
export function askToSignIn(call: Call, returnTo: string): Answer {
  const id = randomBytes(16).toString('hex');
  call.sandbox.oauth.sessions.set(id, { user: null, returnTo });
  return redirect(`${call.sandbox.url}/users/sign_in`, { 'Set-Cookie': cookie(call, id) });
}

function showSignIn(call: Call, problem: string | null): Answer {
  const { sandbox } = call;
  // The people who can be clicked: those who were made by name, not the authors of a loaded history.
  const users = [...sandbox.state.users.values()].filter((user) => user.state === 'active').slice(0, 12);
  return signInPage(sandbox.url, users, problem);
}

function signIn(call: Call): Answer {
  const form = new URLSearchParams(call.request.body);
  const login = form.get('user[login]') ?? '';
  const { state, oauth, url } = call.sandbox;
  const user = state.userNamed(login) ?? [...state.users.values()].find(({ email }) => email === login);
  if (user === undefined || user.password !== form.get('user[password]')) {
    return showSignIn(call, 'Invalid login or password.');
  }
  if (user.state === 'blocked') return showSignIn(call, 'Your account has been blocked.');
  const returnTo = sessionOf(call)?.returnTo ?? url;
  const id = randomBytes(16).toString('hex');
  oauth.sessions.set(id, { user, returnTo: null });
  return redirect(returnTo, { 'Set-Cookie': cookie(call, id) });
}

function sessionOf(call: Call): { user: User | null; returnTo: string | null } | undefined {
  const id = new RegExp(`(?:^|; )${cookieName}=([0-9a-f]+)`).exec(call.request.headers.cookie ?? '')?.[1];
  return id === undefined ? undefined : call.sandbox.oauth.sessions.get(id);
}

function cookie(call: Call, id: string): string {
  const { pathname, protocol } = new URL(call.sandbox.url);
  const path = pathname === '/' ? '/' : `${pathname}/`;
  return `${cookieName}=${id}; Path=${path}; HttpOnly${protocol === 'https:' ? '; Secure; SameSite=None' : ''}`;
}
