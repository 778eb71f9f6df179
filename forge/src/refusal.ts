import { router } from '@forge/bridge';
import { fromTemplate } from './template.ts';

/**
 * The words of the server when it refuses an invocation, as a fragment. Each invocation brings a new token, so that
 * what may help is a new start of the whole page: the button offers it.
 */
export function refusalFragment({ title, message }: { title: string; message: string }): string {
  const section = fromTemplate('refused');
  section.querySelector('h1')?.append(title);
  section.querySelector('p')?.append(message);
  return section.outerHTML;
}

/** Listens for the button of a refusal. */
export function reloadOnRequest(): void {
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.matches('[data-reload]')) void router.reload();
  });
}
