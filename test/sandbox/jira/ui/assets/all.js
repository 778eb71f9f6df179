// A stand-in for Atlassian's all.js: the part of the AP object that apps use, over postMessage to the page around
// the frame. What it is told about the host stands in the frame's name, as with the real one, so that it survives a
// change of page inside the frame.
(function () {
  'use strict';
  const host = hostOrigin();
  const waiting = new Map();
  const listeners = new Map();
  let lastId = 0;

  function hostOrigin() {
    try {
      return JSON.parse(window.name).xdm_e;
    } catch {
      return new URLSearchParams(location.search).get('xdm_e');
    }
  }

  /** Asks the host; the answer goes to the promise and, where there is one, to the callback. */
  function ask(method, args, callback) {
    const id = ++lastId;
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    window.parent.postMessage({ ap: 'request', id, method, args }, host);
    if (callback) answer.then(callback, () => {});
    return answer;
  }

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== host) return;
    const { ap, id, value, error, name, data } = event.data ?? {};
    if (ap === 'event') for (const listener of listeners.get(name) ?? []) listener(data);
    const call = ap === 'reply' ? waiting.get(id) : undefined;
    if (!call) return;
    waiting.delete(id);
    if (error) call.reject(new Error(error));
    else call.resolve(value);
  });

  function on(name, listener) {
    listeners.set(name, [...(listeners.get(name) ?? []), listener]);
  }

  function createFlag(options) {
    const flag = ask('flag.create', [options]);
    return {
      close: () => flag.then((id) => ask('flag.close', [id])),
      on: (event, listener) => flag.then((id) => on(`flag.${event}.${id}`, listener)),
    };
  }

  window.AP = {
    context: {
      getToken: (callback) => ask('context.getToken', [], callback),
      getContext: (callback) => ask('context.getContext', [], callback),
    },
    user: { getCurrentUser: (callback) => ask('user.getCurrentUser', [], callback) },
    flag: { create: createFlag },
    navigator: {
      go: (target, context) => ask('navigator.go', [target, context]),
      getLocation: (callback) => ask('navigator.getLocation', [], callback),
      reload: () => ask('navigator.reload', []),
    },
    dialog: {
      create: (options) => {
        const dialog = ask('dialog.create', [options]);
        return { on: (event, listener) => dialog.then(() => on(`dialog.${event}`, listener)) };
      },
      close: (data) => ask('dialog.close', [data]),
    },
    events: { on },
    theming: {
      // It loads no colours: an app links the style sheets of the tokens itself ("Theming Connect Apps").
      initializeTheming: () => {
        on('theme', (mode) => (document.documentElement.dataset.colorMode = mode));
        return ask('theming.initialize', []);
      },
    },
    jira: { refreshIssuePage: () => ask('navigator.reload', []) },
    getLocation: (callback) => ask('navigator.getLocation', [], callback),
    resize: (width, height) => ask('resize', [width ?? '100%', height ?? contentHeight()]),
    sizeToParent: () => ask('sizeToParent', []),
    request: (options) => ask('request', [options]),
  };

  const script = document.currentScript ?? document.querySelector('script[data-options]');
  const options = Object.fromEntries(
    (script?.dataset.options ?? '')
      .split(';')
      .filter(Boolean)
      .map((pair) => pair.split(':').map((part) => part.trim())),
  );

  function contentHeight() {
    const margin = parseFloat(window.getComputedStyle(document.body).marginBottom) || 0;
    return Math.ceil(document.body.getBoundingClientRect().bottom + window.scrollY + margin);
  }

  function followContent() {
    if (options.sizeToParent === 'true') {
      window.AP.sizeToParent();
    } else if (options.resize !== 'false') {
      let sent = 0;
      new ResizeObserver(() => {
        const height = contentHeight();
        if (height !== sent) window.AP.resize('100%', (sent = height));
      }).observe(document.body);
    }
  }

  if (host && window.parent !== window) {
    if (document.body) followContent();
    else document.addEventListener('DOMContentLoaded', followContent);
  }
})();
