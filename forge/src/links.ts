import { router } from '@forge/bridge';

/**
 * Forge's frame has neither `allow-popups` nor `allow-top-navigation`, so that a link with a target does nothing by
 * itself: Jira opens it. It asks the person before it leaves Jira, and a "no" is a rejection.
 * Source: Forge docs, "Custom UI iframe" and "router".
 */
export function openLinksOutside(siteUrl: string): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[target]') : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    leaveFor(link.href, { siteUrl, inNewTab: link.target === '_blank' }).catch(() => undefined);
  });
}

/** Jira's own pages may take the place of the one around us; everything else gets a tab of its own. */
function leaveFor(href: string, of: { siteUrl: string; inNewTab: boolean }): Promise<void> {
  const { origin, pathname, search, hash } = new URL(href);
  if (origin !== new URL(of.siteUrl).origin) return router.open(href);
  const path = pathname + search + hash;
  return of.inNewTab ? router.open(path) : router.navigate(path);
}
