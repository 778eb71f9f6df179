import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import { jiraVersion } from '../version/jira-version.ts';
import type { FoundJira } from './look-at-jira.client.ts';

type View = Readonly<Record<string, unknown>> & { readonly title: Text };
type Step = 'address' | 'access' | 'consent';

const steps: readonly Step[] = ['address', 'access', 'consent'];

function pageAt(step: Step): View & { readonly steps: readonly object[] } {
  return {
    title: say('selfHosted.setUp.title'),
    steps: steps.map((one) => ({ label: say(`selfHosted.setUp.step.${one}`), isCurrent: one === step })),
  };
}

/** Where Jira is. */
export function addressPage(
  csrfToken: string,
  { url = '', fault }: { url?: string | undefined; fault?: Text | undefined } = {},
): View {
  return { ...pageAt('address'), csrfToken, url, fault };
}

type Access = {
  readonly csrfToken: string;
  readonly found: FoundJira;
  readonly redirectUrl: string;
  readonly clientId?: string | undefined;
  /** What was wrong with which of the two ways. */
  readonly fault?: { readonly way: 'link' | 'token'; readonly text: Text } | undefined;
};

/** How it lets the app in: what its version has. */
export function accessPage({ csrfToken, found, redirectUrl, clientId = '', fault }: Access): View {
  const { url, version, ownUrl } = found;
  const { hasLinks } = jiraVersion(version);
  const faultOf = (way: 'link' | 'token') => (fault?.way === way ? fault.text : undefined);
  return {
    ...pageAt('access'),
    csrfToken,
    url,
    found:
      version === undefined
        ? say('selfHosted.setUp.foundUnknown', { site: url })
        : say('selfHosted.setUp.found', { site: url, version }),
    ownUrl: ownUrl === undefined ? undefined : say('selfHosted.setUp.ownUrl', { address: ownUrl }),
    redirectUrl,
    link: hasLinks ? { clientId, fault: faultOf('link') } : undefined,
    token: { fault: faultOf('token'), isOpen: !hasLinks || faultOf('token') !== undefined },
    lacksLinks: !hasLinks,
  };
}

/** On to Jira's consent. @param continueUrl on this app; works once */
export function consentPage(siteUrl: string, continueUrl: string): View {
  return { ...pageAt('consent'), siteUrl, siteName: new URL(siteUrl).host, continueUrl };
}
