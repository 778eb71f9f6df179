// The few controls that HTML does not have.
import { showStep } from './steps.js';
import { announce, word } from './words.js';

export function listenToControls() {
  // Such an event does not bubble.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target.matches?.('.avatar > img')) leaveTheLetter(target);
    },
    { capture: true },
  );
  // Before htmx hears of the click: with Shift it asks how instead. Enter on a button is a click too.
  document.addEventListener(
    'click',
    (event) => {
      const button = event.shiftKey ? event.target.closest('button[data-shift-opens]') : null;
      const menu = button && document.getElementById(button.dataset.shiftOpens);
      if (!menu) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      menu.showPopover({ source: button });
      menu.querySelector('button').focus();
    },
    { capture: true },
  );
  document.addEventListener('change', (event) => {
    if (event.target.matches('select[data-chooses]')) showDependents(event.target);
    if (event.target.matches('input[data-selects]')) {
      for (const row of selectable(event.target)) row.checked = event.target.checked;
    }
    const head = [...(event.target.form?.elements ?? [])].find((box) => box.matches('input[data-selects]'));
    if (head !== undefined) followRows(head);
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-copy]');
    if (button !== null) void copy(button);
    const back = event.target.closest('button[data-goes-back]');
    if (back !== null) showStep(back.dataset.goesBack);
  });
}

/** Fields that belong to one choice of a select are shown, and sent, only with that choice. */
export function showDependents(select) {
  for (const part of document.querySelectorAll(`[data-when="${select.id}"]`)) {
    const shown = part.dataset.is.split(' ').includes(select.value);
    part.hidden = !shown;
    for (const control of part.querySelectorAll('input, select, textarea')) control.disabled = !shown;
  }
}

/** The checkboxes of a page's rows, which the one in the table's head stands for. */
const selectable = (head) => [...head.form.elements].filter((box) => box.name === head.dataset.selects);

/** "All that match" goes further than the page: it holds only while all of the page is selected. */
export function followRows(head) {
  const rows = selectable(head);
  head.checked = rows.length > 0 && rows.every((row) => row.checked);
  head.indeterminate = !head.checked && rows.some((row) => row.checked);
  const all = head.form.querySelector('input[data-selects-all]');
  if (all !== null && !head.checked) all.checked = false;
}

async function copy(button) {
  const field = document.querySelector(button.dataset.copy);
  const text = field.value ?? field.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Jira's iframe may not delegate the clipboard: selecting the text leaves one key press to the person.
    field.select?.();
    if (!document.execCommand('copy')) {
      announce(word('copyByHand'));
      return;
    }
  }
  const label = button.textContent;
  button.textContent = word('copied');
  announce(word('copiedAnnounced'));
  setTimeout(() => (button.textContent = label), 2000);
}

/** Of a picture that GitLab does not show to this person, the letter stays. */
export function leaveTheLetter(picture) {
  if (picture.complete && picture.naturalWidth === 0) picture.remove();
}
