// What the pages need besides htmx, wherever Jira shows them: a way to the server, and the few controls HTML does not
// have. A page runs in an iframe of Jira under a strict CSP: no inline script, no eval, no cookies.

import { followRows, leaveTheLetter, listenToControls, showDependents } from './controls.js';
import { listenToExchanges } from './exchanges.js';
import { announce } from './words.js';

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

/** `HX-Trigger: {"flag": {"type": "success", "title": "…", "body": "…"}}` shows one of Jira's own flags. */
function listenToFlags(host) {
  document.addEventListener('flag', (event) => {
    const { type = 'success', title = '', body = '' } = event.detail;
    host.flag({ type, title, body });
    announce(`${title} ${body}`.trim());
  });
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
