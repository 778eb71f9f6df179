import type { Context } from '../../context.ts';
import type { Facade } from '../facade.store.ts';
import { callbackUrl } from '../oauth/authorize.ts';

/** What is entered in GitLab and in Jira, word for word as their pages call it. */
export type SetupWords = {
  readonly inGitlab: readonly { readonly label: string; readonly value: string }[];
  readonly inJira: readonly { readonly label: string; readonly value: string }[];
  readonly pageUrl: string;
  /** What the old client cannot do with this server's address, and what to do. */
  readonly warnings: readonly string[];
};

export function setupWords({ config }: Pick<Context, 'config'>, facade: Facade): SetupWords {
  const { appBaseUrl } = config;
  return {
    inGitlab: [
      { label: 'Redirect URI', value: callbackUrl({ config }) },
      { label: 'Confidential', value: 'ticked' },
      { label: 'Scopes', value: 'api' },
    ],
    inJira: [
      { label: 'Host', value: 'GitHub Enterprise' },
      {
        label: 'Team or User Account',
        value:
          'path of the group, or the username; of a subgroup with @ for each slash, as in group@subgroup',
      },
      { label: 'Host URL', value: appBaseUrl },
      { label: 'OAuth Key (newer: Client ID)', value: 'Application ID of the application in GitLab' },
      { label: 'OAuth Secret (newer: Client Secret)', value: 'Secret of the application in GitLab' },
    ],
    pageUrl: `${appBaseUrl}/login/oauth/setup/${facade.pageKey}`,
    warnings: warningsOf(appBaseUrl),
  };
}

/** The egit client keeps host and scheme of the Host URL and drops the port (`GithubClientWithTimeout(host, -1, …)`). */
function warningsOf(appBaseUrl: string): string[] {
  const url = new URL(appBaseUrl);
  const port =
    url.port === ''
      ? []
      : [
          `Jira's connector drops the port of the Host URL: it will ask ${url.protocol}//${url.hostname}. Let this server be ` +
            `reached there, at port ${url.protocol === 'https:' ? 443 : 80}, and set APP_BASE_URL to that address.`,
        ];
  const plain =
    url.protocol === 'https:'
      ? []
      : ['The Host URL is plain http: the OAuth Secret and the token travel unprotected. Use https.'];
  return [...port, ...plain];
}
