// The page around a Forge app's frame: answers what the bridge inside it asks for.
(function () {
  'use strict';
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const themed = new Set();

  const methods = {
    invoke: (frame, call) => jira('invoke', { ...placeOf(frame), call }),
    getContext: async (frame) => ({
      ...JSON.parse(frame.dataset.context),
      theme: { colorMode: colorMode() },
    }),
    enableTheming: async (frame) => {
      themed.add(frame);
      tell(frame, 'theme', colorMode());
    },
    navigate: (frame, { url, type, target, issueKey }) =>
      navigate(url ?? (target === 'issue' ? `/browse/${issueKey}` : undefined), type),
    reload: async () => location.reload(),
    showFlag: async (frame, flag) => showFlag(flag),
    closeFlag: async (frame, { id }) => document.getElementById(`flag-${id}`)?.remove(),
    changeWindowTitle: async (frame, title) => (document.title = title),
    history: async (frame, { name, to }) => changeHistory(frame, name, to),
    resize: async (frame, { height }) => (frame.style.height = `${height}px`),
  };

  window.addEventListener('message', async (event) => {
    const frame = frames().find((candidate) => candidate.contentWindow === event.source);
    if (!frame || event.origin !== frame.dataset.origin || event.data?.forge !== 'request') return;
    const { id, method, payload } = event.data;
    const reply = { forge: 'reply', id };
    try {
      if (!methods[method])
        await jira('violation', { words: `The bridge's ${method} is not part of the sandbox` });
      if (!methods[method]) throw new Error(`${method} is not part of the sandbox`);
      reply.value = await methods[method](frame, payload);
    } catch (error) {
      reply.error = error.message;
    }
    frame.contentWindow?.postMessage(reply, frame.dataset.origin);
  });

  dark.addEventListener('change', () => {
    for (const frame of themed) tell(frame, 'theme', colorMode());
  });
  window.addEventListener('popstate', () => {
    for (const frame of frames()) tell(frame, 'location', { location: locationOf(frame), action: 'POP' });
  });

  const frames = () => [...document.querySelectorAll('iframe[data-forge]')];
  const colorMode = () => (dark.matches ? 'dark' : 'light');
  const placeOf = ({ dataset: { app, module, issue, project } }) => ({ app, module, issue, project });
  const tell = (frame, forge, value) =>
    frame.contentWindow?.postMessage({ forge, value }, frame.dataset.origin);

  async function jira(what, body) {
    const answer = await fetch(`/_forge-host/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
    });
    if (!answer.ok) throw new Error(`Jira answered ${answer.status}`);
    return answer.status === 204 ? undefined : answer.json();
  }

  /** An address that starts with a slash is Jira's own; before any other the person is asked. */
  async function navigate(url, type) {
    if (url === undefined) throw new Error('This target is not part of the sandbox');
    if (url.startsWith('/')) {
      if (type === 'new-tab') window.open(url);
      else location.assign(url);
      return;
    }
    await confirmLeaving(url);
    window.open(url);
  }

  function confirmLeaving(url) {
    const dialog = document.createElement('dialog');
    dialog.className = 'leaving';
    const heading = document.createElement('h2');
    heading.textContent = 'You are leaving Jira';
    const words = document.createElement('p');
    words.textContent = url;
    const form = document.createElement('form');
    form.method = 'dialog';
    form.className = 'row';
    for (const [value, text] of Object.entries({ go: 'Open link', stay: 'Cancel' })) {
      const button = document.createElement('button');
      button.value = value;
      button.textContent = text;
      form.append(button);
    }
    dialog.append(heading, words, form);
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve, reject) => {
      dialog.addEventListener('close', () => {
        dialog.remove();
        if (dialog.returnValue === 'go') resolve();
        else reject(new Error('The person stays in Jira'));
      });
    });
  }

  function showFlag({ id, title = '', description = '', type, isAutoDismiss }) {
    const flag = document.createElement('div');
    flag.id = `flag-${id}`;
    flag.className = `flag ${type}`;
    flag.setAttribute('role', type === 'error' ? 'alert' : 'status');
    const heading = document.createElement('strong');
    heading.textContent = title;
    const text = document.createElement('p');
    text.textContent = description;
    const dismiss = document.createElement('button');
    dismiss.type = 'button';
    dismiss.textContent = 'Dismiss';
    dismiss.addEventListener('click', () => flag.remove());
    flag.append(heading, text, dismiss);
    document.getElementById('flags').append(flag);
    if (isAutoDismiss) setTimeout(() => flag.remove(), 8000);
  }

  /** `pathname` is relative to the address of the app's page. */
  function locationOf(frame) {
    const { base } = frame.dataset;
    if (!base) throw new Error('createHistory is only for pages that stand alone');
    return { pathname: location.pathname.slice(base.length) || '/', search: location.search, hash: '' };
  }

  function changeHistory(frame, name, to) {
    const at = locationOf(frame);
    if (name === 'location') return at;
    if (name === 'go') return history.go(to);
    const path = frame.dataset.base + (typeof to === 'string' ? to : to.pathname + (to.search ?? ''));
    if (name === 'push') history.pushState(null, '', path);
    else history.replaceState(null, '', path);
    tell(frame, 'location', { location: locationOf(frame), action: name.toUpperCase() });
    return undefined;
  }
})();
