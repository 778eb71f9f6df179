// What the pages need besides htmx: a fresh Jira token for each exchange, and the few controls HTML does not have.
// The page runs in an iframe of Jira under a strict CSP: no inline script, no eval, no cookies.

const tokenTimeoutMs = 10_000;
const main = () => document.getElementById('main');
const notice = () => document.getElementById('notice');

/** A context token lives 15 minutes, so each exchange asks for a new one instead of keeping the first. */
function contextToken() {
  return new Promise((resolve, reject) => {
    if (typeof AP === 'undefined') {
      reject(new Error('This page works only inside Jira.'));
      return;
    }
    setTimeout(() => reject(new Error('Jira gave no token.')), tokenTimeoutMs);
    AP.context.getToken(resolve);
  });
}

async function send(url, options) {
  const token = await contextToken();
  return fetch(url, { ...options, headers: { ...options.headers, Authorization: `JWT ${token}` } });
}

function announce(text) {
  document.getElementById('status').textContent = text;
}

const isPoll = (element) => element.hasAttribute('data-poll');
/** Everything else is asked for by the page itself: polls, slots, the guide that follows what is typed. */
const isByPerson = (element) => element.matches('a, button, form, input, select');

document.addEventListener('htmx:config:request', (event) => {
  const { ctx } = event.detail;
  if (isPoll(ctx.sourceElement) && document.hidden) {
    event.preventDefault();
    return;
  }
  // The address of the first page load holds its token; it must not travel in a header of every request.
  delete ctx.request.headers['HX-Current-URL'];
  ctx.fetch = send;
});

document.addEventListener('htmx:before:request', (event) => {
  const { ctx } = event.detail;
  if (isPoll(ctx.sourceElement)) return;
  if (isByPerson(ctx.sourceElement)) notice().replaceChildren();
  ctx.target?.setAttribute('aria-busy', 'true');
});

/** Once after the swap and once at the end: the end is not heard when the swap removed the element that asked. */
const settled = (event) => event.detail.ctx?.target?.removeAttribute?.('aria-busy');
document.addEventListener('htmx:after:swap', settled);
document.addEventListener('htmx:finally:request', settled);

/**
 * An error of the app is shown above the page and leaves what is below it alone, unless the request came from an empty
 * slot that has nothing better to show. A form that was refused comes back as itself, without `data-error`.
 */
document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  const failed = ctx.response.status >= 400;
  if (!failed || !/<\w+[^>]*\sdata-error[\s>]/.test(ctx.text)) return;
  revertSwitch(ctx.sourceElement);
  if (ctx.sourceElement.hasAttribute('data-slot')) return;
  ctx.target = notice();
  ctx.swap = 'innerHTML';
});

document.addEventListener('htmx:error', (event) => {
  const source = event.detail.ctx?.sourceElement;
  if (source === undefined) return;
  revertSwitch(source);
  notice().replaceChildren(document.getElementById('offline').content.cloneNode(true));
});

/** A switch shows what the server has: when its request failed it goes back. */
function revertSwitch(element) {
  if (element.matches('input[role="switch"]')) element.checked = element.defaultChecked;
}

document.addEventListener('htmx:after:swap', (event) => {
  const { ctx } = event.detail;
  enhance();
  if (ctx?.target === notice()) globalThis.scrollTo?.({ top: 0 });
  if (ctx?.target !== main()) return;
  const focus = main().querySelector('[aria-invalid="true"]') ?? main().querySelector('h1');
  if (focus === null) return;
  if (focus.matches('h1')) focus.tabIndex = -1;
  focus.focus();
});

/** `HX-Trigger: {"flag": {"type": "success", "title": "…", "body": "…"}}` shows one of Jira's own flags. */
document.addEventListener('flag', (event) => {
  const { type = 'success', title = '', body = '' } = event.detail;
  if (typeof AP !== 'undefined' && AP.flag) AP.flag.create({ type, title, body, close: 'auto' });
  announce(`${title} ${body}`.trim());
});

/** Fields that belong to one choice of a select are shown, and sent, only with that choice. */
function showDependents(select) {
  for (const part of document.querySelectorAll(`[data-when="${select.id}"]`)) {
    const shown = part.dataset.is.split(' ').includes(select.value);
    part.hidden = !shown;
    for (const control of part.querySelectorAll('input, select, textarea')) control.disabled = !shown;
  }
}

async function copy(button) {
  const field = document.querySelector(button.dataset.copy);
  const text = field.value ?? field.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Jira's iframe may not delegate the clipboard: selecting the text leaves one key press to the person.
    field.select?.();
    if (!document.execCommand('copy')) {
      announce('Press Ctrl+C to copy.');
      return;
    }
  }
  const label = button.textContent;
  button.textContent = 'Copied';
  announce('Copied.');
  setTimeout(() => (button.textContent = label), 2000);
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The server writes times in UTC; the person reads them in the browser's zone. */
function localTimes() {
  for (const element of document.querySelectorAll('time[data-show]')) {
    const at = new Date(element.dateTime);
    if (element.dataset.show === 'clock') element.textContent = clock.format(at);
    if (element.dataset.show === 'moment') element.textContent = moment.format(at);
    element.title = moment.format(at);
  }
}

function enhance() {
  localTimes();
  for (const select of document.querySelectorAll('select[data-chooses]')) showDependents(select);
}

document.addEventListener('change', (event) => {
  if (event.target.matches('select[data-chooses]')) showDependents(event.target);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-copy]');
  if (button !== null) void copy(button);
});

enhance();
