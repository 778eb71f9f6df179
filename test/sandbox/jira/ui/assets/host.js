// The page around an app's frame: answers what all.js inside it asks for.
(function () {
  'use strict';
  let flags = 0;
  let dialog;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const themed = new Set();

  const methods = {
    'context.getToken': async (frame) => (await jira('context', frame.dataset)).token,
    'context.getContext': async (frame) => (await jira('context', frame.dataset)).context,
    'user.getCurrentUser': async (frame) => ({
      atlassianAccountId: (await jira('context', frame.dataset)).accountId,
    }),
    'navigator.getLocation': async () => location.href,
    'navigator.reload': async () => location.reload(),
    'navigator.go': async (frame, target, context) =>
      location.assign(addressOf(frame, target, context ?? {})),
    'flag.create': async (frame, options) => showFlag(frame, options ?? {}),
    'flag.close': async (frame, id) => document.getElementById(id)?.remove(),
    'dialog.create': async (frame, options) => openDialog(frame, options ?? {}),
    'dialog.close': async (frame, data) => closeDialog(data),
    resize: async (frame, width, height) => {
      frame.style.width = inPixels(width);
      frame.style.height = inPixels(height);
    },
    'theming.initialize': async (frame) => {
      themed.add(frame);
      tellTheme(frame);
    },
    sizeToParent: async (frame) => {
      frame.style.width = '100%';
      frame.style.height = `calc(100vh - ${Math.ceil(frame.getBoundingClientRect().top)}px)`;
    },
  };

  const tellTheme = (frame) =>
    frame.contentWindow?.postMessage(
      { ap: 'event', name: 'theme', data: dark.matches ? 'dark' : 'light' },
      frame.dataset.origin,
    );
  dark.addEventListener('change', () => themed.forEach(tellTheme));

  window.addEventListener('message', async (event) => {
    const frame = [...document.querySelectorAll('iframe.app-frame')].find(
      (candidate) => candidate.contentWindow === event.source,
    );
    if (!frame || event.origin !== frame.dataset.origin || event.data?.ap !== 'request') return;
    const { id, method, args } = event.data;
    const reply = { ap: 'reply', id };
    try {
      if (!methods[method]) await jira('violation', { words: `AP.${method} is not part of the sandbox` });
      if (!methods[method]) throw new Error(`AP.${method} is not part of the sandbox`);
      reply.value = await methods[method](frame, ...args);
    } catch (error) {
      reply.error = error.message;
    }
    event.source.postMessage(reply, event.origin);
  });

  // What is folded beside an issue has no frame before it is opened, and is found as it was left.
  for (const folded of document.querySelectorAll('details[data-context]')) {
    const place = `context ${folded.dataset.context}`;
    folded.addEventListener('toggle', () => {
      folded.querySelector('template')?.replaceWith(folded.querySelector('template').content);
      window.localStorage.setItem(place, folded.open ? 'open' : 'folded');
    });
    folded.open = window.localStorage.getItem(place) === 'open';
  }

  /** One of the sandbox's own addresses; a text answer where it is no JSON. */
  async function jira(what, body) {
    const answer = await fetch(`/_host/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Jira answered ${answer.status}`);
    return answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.text();
  }

  function addressOf(frame, target, context) {
    const issue = context.issueKey ?? frame.dataset.issue;
    const project = context.projectKey ?? context.context?.project?.key;
    const parameters = new URLSearchParams(project ? { 'project.key': project } : {});
    for (const [name, value] of Object.entries(context.customData ?? {})) parameters.set(`ac.${name}`, value);
    const module = `/plugins/servlet/ac/${context.addonKey ?? frame.dataset.app}/${context.moduleKey}?${parameters}`;
    const addresses = {
      site: context.absoluteUrl ?? context.relativeUrl,
      issue: `/browse/${issue}`,
      projectsummary: `/browse/${context.projectKey}`,
      dashboard: '/projects',
      addonmodule: module,
    };
    const address = addresses[target.toLowerCase()];
    if (!address) throw new Error(`The target ${target} is not part of the sandbox`);
    return address;
  }

  function showFlag(frame, { title = '', body = '', type = 'info', close, actions = {} }) {
    const flag = document.createElement('div');
    flag.id = `flag-${++flags}`;
    flag.className = `flag ${type}`;
    flag.setAttribute('role', type === 'error' ? 'alert' : 'status');
    const heading = document.createElement('strong');
    heading.textContent = title;
    const text = document.createElement('p');
    text.textContent = body;
    flag.append(heading, text);
    for (const [key, words] of Object.entries(actions)) {
      flag.append(
        button(words, () =>
          tell(frame, `flag.actions.${flag.id}`, { flagIdentifier: flag.id, actionIdentifier: key }),
        ),
      );
    }
    flag.append(
      button('Dismiss', () => {
        flag.remove();
        tell(frame, `flag.close.${flag.id}`, { flagIdentifier: flag.id });
      }),
    );
    document.getElementById('flags').append(flag);
    if (close === 'auto') setTimeout(() => flag.remove(), 5000);
    return flag.id;
  }

  function button(words, act) {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = words;
    element.addEventListener('click', act);
    return element;
  }

  async function openDialog(frame, options) {
    const parameters = options.customData ? { customData: JSON.stringify(options.customData) } : undefined;
    const markup = await jira('frame', { ...frame.dataset, module: options.key, parameters });
    dialog = { element: document.createElement('dialog'), opener: frame };
    dialog.element.style.width = inPixels(options.width ?? '60%');
    dialog.element.style.height = inPixels(options.height ?? '60%');
    dialog.element.innerHTML = markup;
    dialog.element.addEventListener('close', () => closeDialog());
    document.body.append(dialog.element);
    dialog.element.showModal();
  }

  function closeDialog(data) {
    const closing = dialog;
    dialog = undefined;
    if (!closing) return;
    closing.element.remove();
    tell(closing.opener, 'dialog.close', data);
  }

  function tell(frame, name, data) {
    frame.contentWindow.postMessage({ ap: 'event', name, data }, frame.dataset.origin);
  }

  function inPixels(size) {
    return /^\d+$/.test(String(size)) ? `${size}px` : String(size);
  }
})();
