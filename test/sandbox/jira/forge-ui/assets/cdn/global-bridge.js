// What Forge puts before an app's own scripts: `__bridge`, through which `@forge/bridge` talks to the page around the
// frame.
(function () {
  'use strict';
  const host = new URLSearchParams(location.search).get('host');
  const waiting = new Map();
  const listeners = new Set();
  let lastId = 0;

  function callBridge(method, payload) {
    if (method === 'createHistory') return createHistory();
    const id = ++lastId;
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    window.parent.postMessage({ forge: 'request', id, method, payload }, host);
    return answer;
  }
  window.__bridge = { callBridge };

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== host) return;
    const { forge, id, value, error } = event.data ?? {};
    if (forge === 'theme') showTheme(value);
    if (forge === 'location') for (const listener of listeners) listener(value.location, value.action);
    const call = forge === 'reply' ? waiting.get(id) : undefined;
    if (!call) return;
    waiting.delete(id);
    if (error) call.reject(new Error(error));
    else call.resolve(value);
  });

  /** As the design tokens have it; an app's own style sheet follows the attributes. */
  function showTheme(mode) {
    document.documentElement.dataset.colorMode = mode;
    document.documentElement.dataset.theme = 'dark:dark light:light';
  }

  /** Functions do not go through a message, so the object is made here. */
  async function createHistory() {
    const action = (name) => (to) => void callBridge('history', { name, to });
    const history = {
      action: 'POP',
      location: await callBridge('history', { name: 'location' }),
      push: action('push'),
      replace: action('replace'),
      go: action('go'),
      goBack: () => history.go(-1),
      goForward: () => history.go(1),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    return history;
  }
})();
