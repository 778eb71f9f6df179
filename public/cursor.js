// Where the keyboard is.

/** The cursor follows what a person asked for; what comes by itself leaves it where it is. */
export function focusMain(main) {
  const focus = main.querySelector('[aria-invalid="true"]') ?? main.querySelector('h1');
  if (focus === null) return;
  if (focus.matches('h1')) focus.tabIndex = -1;
  focus.focus();
}

/**
 * A question has the cursor at once; what it was about has it again when it is answered. A frame of another origin may not
 * use `autofocus`.
 */
export function takeFocus() {
  const element = document.querySelector('[data-takes-focus]');
  element?.removeAttribute('data-takes-focus');
  element?.focus();
}

/**
 * What a swap takes away may be where the keyboard was: a row that a filter no longer shows, a button that has done its
 * work. The cursor goes to what stands there now, or to the row that came up, and not back to the start of the page.
 */
export function keepCursor() {
  const before = new WeakMap();
  document.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => {
    const cell = document.activeElement.closest('td, th');
    if (cell === null || !ctx.target?.contains(cell)) return;
    const rows = [...cell.closest('tbody, thead').rows];
    const at = rows.indexOf(cell.parentElement);
    before.set(ctx, { column: cell.cellIndex, rows: [...rows.slice(at), ...rows.slice(0, at).reverse()] });
  });
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    const was = before.get(ctx);
    if (was === undefined || document.activeElement !== document.body) return;
    const row = was.rows.find(({ isConnected }) => isConnected);
    const next = controlIn(row?.cells[was.column]) ?? controlIn(row) ?? headingOf(ctx.target);
    next?.focus({ preventScroll: true });
  });
}

const controlIn = (part) =>
  part?.querySelector('a[href], button:not(:disabled), input:not(:disabled), summary') ?? undefined;

function headingOf(part) {
  const heading = part.closest('section')?.querySelector('h2');
  if (heading) heading.tabIndex = -1;
  return heading;
}
