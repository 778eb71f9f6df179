// Where the keyboard is.

/** The cursor follows what a person asked for; what comes by itself leaves it where it is. */
export function focusMain(main) {
  const focus = main.querySelector('[aria-invalid="true"]') ?? main.querySelector('h1');
  if (focus === null) return;
  if (focus.matches('h1')) focus.tabIndex = -1;
  focus.focus();
}

/** A question has the cursor at once; what it was about has it again when it is answered. `autofocus` is blocked in a frame. */
export function takeFocus() {
  const element = document.querySelector('[data-takes-focus]');
  element?.removeAttribute('data-takes-focus');
  element?.focus();
}
