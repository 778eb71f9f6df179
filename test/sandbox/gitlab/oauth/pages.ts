import type { Answer } from '../http/exchange.ts';
import type { Application, User } from '../world/model.ts';

/** The forms of this GitLab: usable by a browser and by a client that reads hidden fields. */

export function signInPage(url: string, users: readonly User[], problem: string | null): Answer {
  const people = users
    .map(
      (user) => `<form method="post" action="${url}/users/sign_in" class="row">
        ${hidden({ 'user[login]': user.username, 'user[password]': user.password })}
        <button type="submit">Sign in as ${escape(user.name)} (@${escape(user.username)})</button></form>`,
    )
    .join('\n');
  const body = `
    ${problem === null ? '' : `<p role="alert">${escape(problem)}</p>`}
    <form method="post" action="${url}/users/sign_in" id="sign-in">
      <label>Username or primary email <input name="user[login]" autocomplete="username" required></label>
      <label>Password <input name="user[password]" type="password" autocomplete="current-password" required></label>
      <button type="submit">Sign in</button>
    </form>
    <h2>People of this sandbox</h2>
    ${people}`;
  return page('Sign in · GitLab', body, problem === null ? 200 : 401);
}

export function consentPage(
  url: string,
  given: { application: Application; user: User; fields: Readonly<Record<string, string>> },
): Answer {
  const { application, user, fields } = given;
  const scopes = (fields['scope'] ?? '').split(' ').map((scope) => `<li><code>${escape(scope)}</code></li>`);
  const body = `
    <p>${escape(application.name)} wants to use the account of ${escape(user.name)} (@${escape(user.username)}) for:</p>
    <ul>${scopes.join('')}</ul>
    <form method="post" action="${url}/oauth/authorize" id="authorize">
      ${hidden(fields)}<button type="submit">Authorize</button></form>
    <form method="post" action="${url}/oauth/authorize" id="deny">
      ${hidden({ ...fields, _method: 'delete' })}<button type="submit">Deny</button></form>`;
  return page('Authorize · GitLab', body, 200);
}

/** An error that is shown to the person: nobody is sent back to an address that cannot be trusted. */
export function errorPage(message: string, status = 400): Answer {
  return page(
    'Error · GitLab',
    `<h2>An error has occurred</h2><pre id="error">${escape(message)}</pre>`,
    status,
  );
}

export function redirect(to: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 302, headers: { Location: to, ...headers }, body: '' };
}

export function page(title: string, body: string, status: number): Answer {
  return {
    status,
    // GitLab refuses to be framed: an app in an iframe has to open a window of its own.
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'no-store',
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
      <style>body{font:16px system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.5rem 0}
      .row{margin:.25rem 0}form{display:inline-block;margin-right:1rem}button{padding:.4rem .8rem}</style></head>
      <body><h1>${title}</h1>${body}</body></html>`,
  };
}

function hidden(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('');
}

export function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
