// Forms in steps, and what the server says of their fields while one types.

/**
 * What the server found out about fields: they are marked, and the cursor goes to the first that is wrong where the
 * person has asked to go on; or the next step comes, which the server names once nothing is wrong.
 */
export function showFindings(place, isAsked) {
  const fields = place.dataset.finds.split(' ').map((id) => document.getElementById(id));
  const wrong = fields.filter((field) => place.querySelector(`[data-field="${field.id}"]`) !== null);
  for (const field of fields) {
    if (wrong.includes(field)) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
  if (!isAsked) return;
  const next = place.querySelector('[data-goes-to]');
  if (next !== null) showStep(next.dataset.goesTo);
  else wrong[0]?.focus();
}

/** Shows one step of a form in steps; what was typed into the others stays where it is. */
export function showStep(to) {
  for (const part of document.querySelectorAll('[data-step]')) part.hidden = part.dataset.step !== to;
  for (const name of document.querySelectorAll('[data-step-name]')) {
    if (name.dataset.stepName === to) name.setAttribute('aria-current', 'step');
    else name.removeAttribute('aria-current');
  }
  const heading = document.querySelector(`[data-step="${to}"] h2`);
  heading.tabIndex = -1;
  heading.focus();
}
