// The pages as Connect shows them: AP, which Atlassian's all.js makes, vouches for each exchange.
import { startPage } from './page.js';

const tokenTimeoutMs = 10_000;

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

// The colours of Jira's own theme, which need not be the browser's: it marks the page, tokens.css does the rest
// (Atlassian, "Theming Connect Apps").
if (typeof AP !== 'undefined') AP.theming?.initializeTheming();

startPage({
  async send(url, options) {
    const token = await contextToken();
    return fetch(url, { ...options, headers: { ...options.headers, Authorization: `JWT ${token}` } });
  },
  flag(flag) {
    if (typeof AP !== 'undefined' && AP.flag) AP.flag.create({ ...flag, close: 'auto' });
  },
});
