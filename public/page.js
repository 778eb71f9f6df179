// What the pages need besides htmx, wherever Jira shows them: a way to the server, and the few controls HTML does not
// have. A page runs in an iframe of Jira under a strict CSP: no inline script, no eval, no cookies.

/**
 * What a page needs of what Jira puts around it: AP with Connect (app.js), the bridge with Forge (forge/src).
 *
 * @typedef {object} Host
 * @property {(url: string, options: RequestInit) => Promise<Response>} send One exchange with the server. Rejects where
 *   no answer comes.
 * @property {(flag: Flag) => void} flag Shows one of Jira's own flags.
 *
 * @typedef {{type: 'success' | 'info' | 'warning' | 'error', title: string, body: string}} Flag
 */

const main = () => document.getElementById('main');
const notice = () => document.getElementById('notice');

/**
 * Starts all that a page has. Called once, before htmx looks at the page.
 *
 * @param {Host} host
 */
export function startPage(host) {
  const enhance = () => {
    localTimes(document.documentElement.lang);
    for (const select of document.querySelectorAll('select[data-chooses]')) showDependents(select);
    for (const box of document.querySelectorAll('input[data-selects]')) followRows(box);
    for (const picture of document.querySelectorAll('.avatar > img')) leaveTheLetter(picture);
  };
  listenToExchanges(host, enhance);
  listenToFlags(host);
  listenToControls();
  enhance();
}

function announce(text) {
  document.getElementById('status').textContent = text;
}

/** What this file says itself, in the language of the page (views/partials/page-frame.hbs). */
function word(name) {
  return document.getElementById('words').content.querySelector(`[data-word="${name}"]`).textContent;
}

const isPoll = (element) => element.hasAttribute('data-poll');
/** Everything else is asked for by the page itself: polls, slots, the guide that follows what is typed. */
const isByPerson = (element) => element.matches('a, button, form, input, select');

function listenToExchanges(host, enhance) {
  /** Remembered, because a swap takes the element that asked away. */
  const byPerson = new WeakSet();

  document.addEventListener('htmx:config:request', (event) => {
    const { ctx } = event.detail;
    if (isPoll(ctx.sourceElement) && document.hidden) {
      event.preventDefault();
      return;
    }
    // The address of the first page load holds its token; it must not travel in a header of every request.
    delete ctx.request.headers['HX-Current-URL'];
    // In the language of the page, which Jira told the server with the first load alone.
    ctx.request.headers['Accept-Language'] = document.documentElement.lang;
    ctx.fetch = host.send;
  });

  document.addEventListener('htmx:before:request', (event) => {
    const { ctx } = event.detail;
    if (isPoll(ctx.sourceElement)) return;
    if (isByPerson(ctx.sourceElement)) {
      byPerson.add(ctx);
      notice().replaceChildren();
    }
    ctx.target?.setAttribute('aria-busy', 'true');
  });

  /** Once after the swap and once at the end: the end is not heard when the swap removed the element that asked. */
  const settled = (event) => event.detail.ctx?.target?.removeAttribute?.('aria-busy');
  document.addEventListener('htmx:after:swap', settled);
  document.addEventListener('htmx:finally:request', settled);

  document.addEventListener('htmx:after:request', (event) => showRefusal(event.detail.ctx));
  document.addEventListener('htmx:error', (event) => {
    const source = event.detail.ctx?.sourceElement;
    if (source === undefined) return;
    revertSwitch(source);
    // A slot whose place something else has taken by now shows nothing.
    const place = source.hasAttribute('data-slot') && source.isConnected ? source : notice();
    const retry = source.querySelector(':scope > [data-retry]');
    place.replaceChildren(
      document.getElementById('offline').content.cloneNode(true),
      ...(retry ? [retry] : []),
    );
    if (retry) retry.hidden = false;
    if (isPoll(source)) notice().dataset.fromPoll = '';
    else delete notice().dataset.fromPoll;
  });

  // What a poll could not reach, the next one has: nobody has to read it away.
  document.addEventListener('htmx:after:request', (event) => {
    if (isPoll(event.detail.ctx.sourceElement) && notice().dataset.fromPoll !== undefined) {
      notice().replaceChildren();
      delete notice().dataset.fromPoll;
    }
  });

  document.addEventListener('htmx:after:swap', (event) => {
    const { ctx } = event.detail;
    enhance();
    if (ctx?.target?.dataset?.finds !== undefined) showFindings(ctx.target, byPerson.has(ctx));
    if (ctx?.target === notice()) globalThis.scrollTo?.({ top: 0 });
    if (ctx?.target === main() && byPerson.has(ctx)) focusMain();
    takeFocus();
  });
}

/**
 * An error of the app is shown above the page and leaves what is below it alone, unless the request came from an empty
 * slot that has nothing better to show. A form that was refused comes back as itself, without `data-error`.
 */
function showRefusal(ctx) {
  const failed = ctx.response.status >= 400;
  if (!failed || !/<\w+[^>]*\sdata-error[\s>]/.test(ctx.text)) return;
  revertSwitch(ctx.sourceElement);
  if (ctx.sourceElement.hasAttribute('data-slot')) return;
  ctx.target = notice();
  ctx.swap = 'innerHTML';
}

/** A switch shows what the server has: when its request failed it goes back. */
function revertSwitch(element) {
  if (element.matches('input[role="switch"]')) element.checked = element.defaultChecked;
}

/** The cursor follows what a person asked for; what comes by itself leaves it where it is. */
function focusMain() {
  const focus = main().querySelector('[aria-invalid="true"]') ?? main().querySelector('h1');
  if (focus === null) return;
  if (focus.matches('h1')) focus.tabIndex = -1;
  focus.focus();
}

/** A question has the cursor at once; what it was about has it again when it is answered. `autofocus` is blocked in a frame. */
function takeFocus() {
  const element = document.querySelector('[data-takes-focus]');
  element?.removeAttribute('data-takes-focus');
  element?.focus();
}

/**
 * What the server found out about fields: they are marked, and the cursor goes to the first that is wrong where the
 * person has asked to go on; or the next step comes, which the server names once nothing is wrong.
 */
function showFindings(place, isAsked) {
  const fields = place.dataset.finds.split(' ').map((id) => document.getElementById(id));
  const wrong = fields.filter((field) => place.querySelector(`[data-field="${field.id}"]`) !== null);
  for (const field of fields) {
    if (wrong.includes(field)) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
  if (!isAsked) return;
  const next = place.querySelector('[data-goes-to]');
  if (next !== null) showStep(next.dataset.goesTo);
  else wrong[0]?.focus();
}

/** Shows one step of a form in steps; what was typed into the others stays where it is. */
function showStep(to) {
  for (const part of document.querySelectorAll('[data-step]')) part.hidden = part.dataset.step !== to;
  for (const name of document.querySelectorAll('[data-step-name]')) {
    if (name.dataset.stepName === to) name.setAttribute('aria-current', 'step');
    else name.removeAttribute('aria-current');
  }
  const heading = document.querySelector(`[data-step="${to}"] h2`);
  heading.tabIndex = -1;
  heading.focus();
}

/** `HX-Trigger: {"flag": {"type": "success", "title": "…", "body": "…"}}` shows one of Jira's own flags. */
function listenToFlags(host) {
  document.addEventListener('flag', (event) => {
    const { type = 'success', title = '', body = '' } = event.detail;
    host.flag({ type, title, body });
    announce(`${title} ${body}`.trim());
  });
}

/** Of a picture that GitLab does not show to this person, the letter stays. */
function leaveTheLetter(picture) {
  if (picture.complete && picture.naturalWidth === 0) picture.remove();
}

function listenToControls() {
  // Such an event does not bubble.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target.matches?.('.avatar > img')) leaveTheLetter(target);
    },
    { capture: true },
  );
  // Before htmx hears of the click: with Shift it asks how instead. Enter on a button is a click too.
  document.addEventListener(
    'click',
    (event) => {
      const button = event.shiftKey ? event.target.closest('button[data-shift-opens]') : null;
      const menu = button && document.getElementById(button.dataset.shiftOpens);
      if (!menu) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      menu.showPopover({ source: button });
      menu.querySelector('button').focus();
    },
    { capture: true },
  );
  document.addEventListener('change', (event) => {
    if (event.target.matches('select[data-chooses]')) showDependents(event.target);
    if (event.target.matches('input[data-selects]')) {
      for (const row of selectable(event.target)) row.checked = event.target.checked;
    }
    const head = [...(event.target.form?.elements ?? [])].find((box) => box.matches('input[data-selects]'));
    if (head !== undefined) followRows(head);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-copy]');
    if (button !== null) void copy(button);
    const retry = event.target.closest('button[data-retry]');
    if (retry !== null) retry.closest('[data-slot]').dispatchEvent(new Event('retry'));
    const back = event.target.closest('button[data-goes-back]');
    if (back !== null) showStep(back.dataset.goesBack);
  });
}

/** Fields that belong to one choice of a select are shown, and sent, only with that choice. */
function showDependents(select) {
  for (const part of document.querySelectorAll(`[data-when="${select.id}"]`)) {
    const shown = part.dataset.is.split(' ').includes(select.value);
    part.hidden = !shown;
    for (const control of part.querySelectorAll('input, select, textarea')) control.disabled = !shown;
  }
}

/** The checkboxes of a page's rows, which the one in the table's head stands for. */
const selectable = (head) => [...head.form.elements].filter((box) => box.name === head.dataset.selects);

/** "All that match" goes further than the page: it holds only while all of the page is selected. */
function followRows(head) {
  const rows = selectable(head);
  head.checked = rows.length > 0 && rows.every((row) => row.checked);
  head.indeterminate = !head.checked && rows.some((row) => row.checked);
  const all = head.form.querySelector('input[data-selects-all]');
  if (all !== null && !head.checked) all.checked = false;
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
      announce(word('copyByHand'));
      return;
    }
  }
  const label = button.textContent;
  button.textContent = word('copied');
  announce(word('copiedAnnounced'));
  setTimeout(() => (button.textContent = label), 2000);
}

/** The server writes times in UTC; the person reads them in the browser's zone, in the language of the page. */
function localTimes(locale) {
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  for (const element of document.querySelectorAll('time[data-show]')) {
    const at = new Date(element.dateTime);
    if (element.dataset.show === 'clock') element.textContent = clock.format(at);
    if (element.dataset.show === 'moment') element.textContent = moment.format(at);
    element.title = moment.format(at);
  }
}
