import type { Context } from '../../context.ts';
import { say, verbatim } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Facade } from '../facade.store.ts';
import { callbackUrl } from '../oauth/authorize.ts';

type Field = {
  readonly label: Text;
  readonly value: Text;
  /** It is entered as it stands here; else it says what is entered. */
  readonly isLiteral?: boolean;
};

/** What is entered in GitLab and in Jira, word for word as their pages call it. */
export type SetupWords = {
  readonly inGitlab: readonly Field[];
  readonly inJira: readonly Field[];
  readonly pageUrl: string;
  /** What the old client cannot do with this server's address, and what to do. */
  readonly warnings: readonly Text[];
};

export function setupWords({ config }: Pick<Context, 'config'>, facade: Facade): SetupWords {
  const { appBaseUrl } = config;
  return {
    inGitlab: [
      { label: say('facade.field.redirect'), ...literally(callbackUrl({ config })) },
      { label: say('facade.field.confidential'), value: say('facade.value.ticked') },
      { label: say('facade.field.scopes'), ...literally('api') },
    ],
    inJira: [
      { label: say('facade.field.host'), ...literally('GitHub Enterprise') },
      { label: say('facade.field.account'), value: say('facade.value.account') },
      { label: say('facade.field.hostUrl'), ...literally(appBaseUrl) },
      { label: say('facade.field.key'), value: say('facade.value.key') },
      { label: say('facade.field.secret'), value: say('facade.value.secret') },
    ],
    pageUrl: `${appBaseUrl}/login/oauth/setup/${facade.pageKey}`,
    warnings: warningsOf(appBaseUrl),
  };
}

function literally(words: string): Pick<Field, 'value' | 'isLiteral'> {
  return { value: verbatim(words), isLiteral: true };
}

/** The egit client keeps host and scheme of the Host URL and drops the port (`GithubClientWithTimeout(host, -1, …)`). */
function warningsOf(appBaseUrl: string): Text[] {
  const { port, protocol, hostname } = new URL(appBaseUrl);
  const isSecure = protocol === 'https:';
  const there = { address: `${protocol}//${hostname}`, port: isSecure ? '443' : '80' };
  return [
    ...(port === '' ? [] : [say('facade.warning.port', there)]),
    ...(isSecure ? [] : [say('facade.warning.plain')]),
  ];
}
