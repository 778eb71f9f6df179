// The page behind the operator's one-time link. What stands behind the # is sent by no browser: it goes into the form, and
// out of the address, so that it is neither in the history nor on the screen.
const form = document.getElementById('one-time-link');

function take() {
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  form.elements.token.value = token;
  form.hidden = token === '';
  document.getElementById('link-hint').hidden = token === '';
  document.getElementById('no-token').hidden = token !== '';
}

take();
// A link that is opened where this page stands already loads nothing anew.
window.addEventListener('hashchange', take);
