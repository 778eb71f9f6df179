// One thing at a time, and seen to be under way.

/**
 * What is pressed, and what will be replaced, says that it is being asked for, except where a page asks by itself again and
 * again. Where nothing says how requests follow each other (hx-sync), a second one is none while the first is under way:
 * a double-click is a click, and what it asks for happens once.
 *
 * @param {(element: Element) => boolean} isPoll
 */
export function oneAtATime(isPoll) {
  const asking = new WeakSet();
  /** By request: where its answer is shown may change (trouble.js), and a swap may take away what asked. */
  const busy = new WeakMap();

  document.addEventListener('htmx:config:request', (event) => {
    const { sourceElement: source } = event.detail.ctx;
    if (asking.has(source) && !source.hasAttribute('hx-sync')) event.preventDefault();
  });
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    const { sourceElement: source, target, request } = ctx;
    asking.add(source);
    const parts = isPoll(source) ? [] : [target, pressed(source, request.submitter)];
    busy.set(ctx, { source, parts: parts.filter(Boolean) });
    for (const part of busy.get(ctx).parts) part.setAttribute('aria-busy', 'true');
  });
  /** Before what was swapped in is looked at, and at the end, where nothing was. */
  const settle = ({ detail: { ctx } }) => {
    for (const part of busy.get(ctx)?.parts ?? []) part.removeAttribute('aria-busy');
  };
  document.addEventListener('htmx:after:swap', settle);
  document.addEventListener('htmx:finally:request', (event) => {
    settle(event);
    asking.delete(busy.get(event.detail.ctx)?.source);
  });
}

function pressed(source, submitter) {
  return submitter ?? (source.matches('button, .button') ? source : undefined);
}
