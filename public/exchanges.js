// What a page exchanges with its server: which way a request goes, and what its answer does to the page.
import { oneAtATime } from './busy.js';
import { focusMain, keepCursor, takeFocus } from './cursor.js';
import { listenToSlots } from './slots.js';
import { showFindings } from './steps.js';
import { listenToSwitches } from './switches.js';
import {
  clearNotice,
  isOurs,
  isRefusal,
  notice,
  showRefusal,
  showUnreached,
  takeBackPoll,
} from './trouble.js';

const main = () => document.getElementById('main');
const isPoll = (element) => element.hasAttribute('data-poll');
/** Everything else is asked for by the page itself: polls, slots, the guide that follows what is typed. */
const isByPerson = (element) => element.matches('a, button, form, input, select');

/**
 * @param {import('./page.js').Host} host
 * @param {() => void} enhance gives what has come its controls
 */
export function listenToExchanges(host, enhance) {
  /** Remembered, because a swap takes the element that asked away. */
  const byPerson = new WeakSet();

  oneAtATime(isPoll);
  listenToSwitches();
  listenToSlots();
  keepCursor();
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
      clearNotice();
    }
  });

  /** Far down a page nobody sees what is said above it. */
  const lookAtNotice = (ctx) => byPerson.has(ctx) && notice().scrollIntoView({ block: 'nearest' });
  const unreached = (ctx) => {
    showUnreached(ctx.sourceElement, { fromPoll: isPoll(ctx.sourceElement) });
    lookAtNotice(ctx);
  };
  document.addEventListener('htmx:after:request', (event) => {
    const { ctx } = event.detail;
    const fromPoll = isPoll(ctx.sourceElement);
    if (!isOurs(ctx)) {
      event.preventDefault();
      unreached(ctx);
    } else if (isRefusal(ctx)) {
      if (!showRefusal(ctx, { fromPoll })) event.preventDefault();
    } else if (fromPoll) takeBackPoll();
  });
  document.addEventListener('htmx:error', (event) => {
    const { ctx } = event.detail;
    if (ctx !== undefined) unreached(ctx);
  });

  document.addEventListener('htmx:after:swap', (event) => {
    const { ctx } = event.detail;
    enhance();
    if (ctx?.target?.dataset?.finds !== undefined) showFindings(ctx.target, byPerson.has(ctx));
    if (ctx?.target === notice()) lookAtNotice(ctx);
    if (ctx?.target === main() && byPerson.has(ctx)) focusMain(main());
    takeFocus();
  });
}
