// What is shown where an exchange did not go well.
import { word } from './words.js';

/** The place above the page; it is an alert. */
export const notice = () => document.getElementById('notice');

/** One of the app's own errors: views/error.hbs, forge/src/index.html. */
export const isRefusal = ({ response, text }) =>
  response.status >= 400 && /<\w+[^>]*\sdata-error[\s=>]/.test(text);

/**
 * Whether the app itself has answered. A form that was refused comes back as itself, with 422; whatever else fails and is
 * no error of ours comes from a proxy in front of the app, and belongs nowhere in the page.
 */
export const isOurs = (ctx) => ctx.response.status < 400 || ctx.response.status === 422 || isRefusal(ctx);

/** What the last poll was not given, while the notice says so: nobody has to read that away. */
let saidForPoll;

/** A person goes on. */
export function clearNotice() {
  saidForPoll = undefined;
  notice().replaceChildren();
}

/** What a poll could not reach, or was refused, the next one has. */
export function takeBackPoll() {
  if (saidForPoll !== undefined) clearNotice();
}

/** A poll says the same thing once, and nothing where a person's own action got an answer. */
function mayPollSay(words) {
  if (words === saidForPoll) return false;
  if (saidForPoll === undefined && notice().hasChildNodes()) return false;
  saidForPoll = words;
  return true;
}

/**
 * An error of the app is shown above the page and leaves what is below it alone, unless the request came from an empty
 * slot that has nothing better to show.
 *
 * @returns {boolean} whether there is something to put into the page
 */
export function showRefusal(ctx, { fromPoll }) {
  const { sourceElement: source } = ctx;
  // What is to be selected of an answer is not in this one.
  ctx.select = undefined;
  if (source.hasAttribute('data-slot')) {
    if (canRetry(source)) ctx.text += tryAgain().outerHTML;
    return true;
  }
  if (fromPoll && !mayPollSay(ctx.response.status)) return false;
  if (!fromPoll) saidForPoll = undefined;
  ctx.target = notice();
  ctx.swap = 'innerHTML';
  return true;
}

/** The app could not be reached: nothing answers, or something that is not the app. */
export function showUnreached(source, { fromPoll }) {
  // A slot whose place something else has taken by now shows nothing.
  const isSlot = source.hasAttribute('data-slot') && source.isConnected;
  if (isSlot) {
    source.replaceChildren(unreachedWords(), canRetry(source) ? tryAgain() : '');
    return;
  }
  if (fromPoll && !mayPollSay('unreached')) return;
  if (!fromPoll) saidForPoll = undefined;
  notice().replaceChildren(unreachedWords());
}

/** As views/partials/page-frame.hbs has them. */
const unreachedWords = () => document.getElementById('offline').content.cloneNode(true);

const canRetry = (slot) => /\bretry\b/.test(slot.getAttribute('hx-trigger'));

function tryAgain() {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.retry = '';
  button.textContent = word('tryAgain');
  return button;
}
