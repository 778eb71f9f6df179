// The pages as they are served directly, in a window of their own: a session's cookie says who it is, and each request that
// changes something carries the session's token, which a page of another site does not have.
import { startPage } from './page.js';

const { dataset } = document.documentElement;

startPage({ send, flag: showFlag });
keepAddress();

async function send(url, options) {
  const answer = await sendOnce(url, options);
  if (answer.status !== 401 && answer.status !== 403) return answer;
  // The session may have ended, and the person have signed in again in another tab: then this page goes on with the new
  // one, if it is for the same site, and nothing that was typed is lost.
  return (await hasNewToken()) ? sendOnce(url, options) : answer;
}

function sendOnce(url, options) {
  const token = dataset.csrf ?? '';
  return fetch(url, { ...options, headers: { ...options.headers, 'X-Csrf-Token': token } });
}

async function hasNewToken() {
  const answer = await fetch('/session', { headers: { accept: 'application/json' } });
  if (!answer.ok) return false;
  const { csrfToken, tenantId } = await answer.json();
  if (tenantId !== dataset.tenant || csrfToken === dataset.csrf) return false;
  dataset.csrf = csrfToken;
  for (const field of document.querySelectorAll('input[name="_csrf"]')) field.value = csrfToken;
  return true;
}

/** What Jira shows as a flag of its own. It goes when the next one comes, or when it is closed. */
function showFlag({ type, title, body }) {
  const flag = document.createElement('section');
  flag.className = `message message-${type} direct-flag`;
  const head = document.createElement('strong');
  head.textContent = title;
  const words = document.createElement('p');
  words.textContent = body;
  flag.append(head, words);
  document.getElementById('flags').replaceChildren(flag);
  setTimeout(() => flag.remove(), 8000);
}

/** A page that htmx has put in has an address too: it can be loaded again, sent to somebody, and left by "back". */
function keepAddress() {
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    const isPage = ctx?.target === document.getElementById('main') && ctx.request.method === 'GET';
    const url = isPage ? new URL(ctx.request.action, location.href) : undefined;
    if (url === undefined || ctx.sourceElement.hasAttribute('data-poll') || url.href === location.href)
      return;
    history.pushState(null, '', url.pathname + url.search);
    markPlace(url.pathname);
  });
  window.addEventListener('popstate', () => location.reload());
}

function markPlace(path) {
  const links = [...document.querySelectorAll('.direct-nav a')];
  const fits = links.filter((link) => path === link.pathname || path.startsWith(`${link.pathname}/`));
  const current = fits.sort((one, other) => other.pathname.length - one.pathname.length)[0];
  for (const link of links) link.removeAttribute('aria-current');
  current?.setAttribute('aria-current', 'page');
}
