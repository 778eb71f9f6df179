// A switch acts at once, and shows what the server has: what a person has ever clicked takes no notice of the `checked`
// that a swap brings.

/** Whatever is swapped in, and however a request ends, switches show it; except those that are still being asked for. */
export function listenToSwitches() {
  /** How many requests of a switch are on their way or wait for their turn. */
  const asked = new Map();
  const switchOf = new WeakMap();

  document.addEventListener('htmx:config:request', (event) => {
    const { ctx } = event.detail;
    const { sourceElement: source } = ctx;
    if (event.defaultPrevented || !source.matches('input[role="switch"]')) return;
    asked.set(source, (asked.get(source) ?? 0) + 1);
    switchOf.set(ctx, source);
  });
  // It takes the place of all that wait, which nobody hears of again.
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    if (ctx.sourceElement.getAttribute('hx-sync')?.endsWith(':replace')) asked.clear();
  });
  const settle = ({ detail: { ctx } }) => {
    const own = switchOf.get(ctx);
    const left = (asked.get(own) ?? 0) - 1;
    switchOf.delete(ctx);
    if (left > 0) asked.set(own, left);
    else asked.delete(own);
    for (const one of document.querySelectorAll('input[role="switch"]')) {
      if (!asked.has(one)) one.checked = one.defaultChecked;
    }
  };
  document.addEventListener('htmx:after:swap', settle);
  document.addEventListener('htmx:finally:request', settle);
}
