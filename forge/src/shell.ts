import { showFlag, view } from '@forge/bridge';
import htmx from 'htmx.org';
import { startPage, type Flag } from '../../public/page.js';
import { openLinksOutside } from './links.ts';
import { reloadOnRequest } from './refusal.ts';
import { sendThroughBridge } from './send.ts';
import { speak } from './speak.ts';
import { fromTemplate } from './template.ts';

/** Where in Jira the shell stands. */
export type Place = {
  readonly moduleKey: string;
  readonly issueKey: string | undefined;
  readonly projectKey: string | undefined;
};

/**
 * Makes the pages that Connect shows in its frame out of fragments that come through the bridge.
 *
 * @param firstPath gives the path of the page that a module opens with, as in `/accounts`
 */
export async function startShell(firstPath: (place: Place) => string | Promise<string>): Promise<void> {
  // Before anything is shown, so that nobody who has Jira in the dark sees a white page first.
  const [context] = await Promise.all([view.getContext(), view.theme.enable()]);
  openLinksOutside(context.siteUrl);
  reloadOnRequest();
  speak(context.locale);
  startPage({ send: sendThroughBridge, flag });
  const { issue, project } = context.extension as { issue?: { key: string }; project?: { key: string } };
  const place = { moduleKey: context.moduleKey, issueKey: issue?.key, projectKey: project?.key };
  openPage(await firstPath(place));
}

let flags = 0;

function flag({ type, title, body }: Flag): void {
  flags += 1;
  showFlag({ id: `flag-${flags}`, type, title, description: body, isAutoDismiss: true });
}

/** An empty slot asks for the page. Where no answer comes, it leaves a button that asks again. */
function openPage(path: string): void {
  const main = htmx.find('#main');
  if (main === null) return;
  const slot = fromTemplate('loading');
  slot.setAttribute('hx-get', path);
  slot.setAttribute('hx-trigger', 'load');
  slot.setAttribute('hx-target', '#main');
  slot.addEventListener('htmx:error', () => {
    const again = fromTemplate('again');
    again.addEventListener('click', () => openPage(path));
    main.replaceChildren(again);
  });
  main.replaceChildren(slot);
  htmx.process(main);
}
