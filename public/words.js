// What these scripts say themselves.

/** Says it to those who hear the page. */
export function announce(text) {
  document.getElementById('status').textContent = text;
}

/** What these scripts say themselves, in the language of the page (views/partials/page-frame.hbs). */
export function word(name) {
  return document.getElementById('words').content.querySelector(`[data-word="${name}"]`).textContent;
}
