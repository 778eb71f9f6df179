// Parts of a page that are loaded for themselves (views/partials/slot.hbs).

/**
 * What stands in `details` is loaded whenever these are opened. What has been loaded, and is of another version than what
 * is around it by now, is loaded anew: where a list is short of what its heading counts, for instance.
 */
export function listenToSlots() {
  // This event does not bubble.
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target.matches('details[open]'))
        target.querySelector('[data-slot]')?.dispatchEvent(new Event('opened'));
    },
    { capture: true },
  );
  document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
    const { sourceElement: slot } = ctx;
    if (slot.hasAttribute('data-slot')) slot.dataset.loaded = versionAround(slot);
  });
  document.addEventListener('htmx:after:swap', () => {
    for (const slot of document.querySelectorAll('[data-version] [data-loaded]')) {
      const isSeen = slot.closest('details:not([open])') === null;
      if (isSeen && slot.dataset.loaded !== versionAround(slot)) askAgain(slot);
    }
  });
  document.addEventListener('click', ({ target }) => {
    const slot = target.closest('button[data-retry]')?.closest('[data-slot]');
    if (slot) askAgain(slot);
  });
}

const versionAround = (slot) => slot.closest('[data-version]')?.dataset.version ?? '';

function askAgain(slot) {
  slot.dispatchEvent(new Event('retry'));
}
