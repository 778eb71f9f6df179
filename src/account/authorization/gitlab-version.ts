import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/** The oldest GitLab whose API has everything the import needs. */
export const oldestVersion = { major: 13, minor: 0 };

type GitlabVersion = { readonly major: number; readonly minor: number };

/** `18.9.0-pre` -> { 18, 9 }; undefined for what is no version. */
function parseVersion(text: string): GitlabVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

function isAtLeast(version: GitlabVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** False for what is no version. @param needed as in `17.1` */
export function hasVersion(text: string, needed: string): boolean {
  const [version, least] = [parseVersion(text), parseVersion(needed)];
  return version !== undefined && least !== undefined && isAtLeast(version, least.major, least.minor);
}

export function isSupported(text: string): boolean {
  const version = parseVersion(text);
  return version !== undefined && isAtLeast(version, oldestVersion.major, oldestVersion.minor);
}

// Sources: GitLab's doc/api/graphql (merge request reviewers and approvals), doc/api/project_webhooks.md,
// doc/user/project/integrations/webhooks.md.
const introduced: readonly { major: number; minor: number; lacks: Text }[] = [
  { major: 14, minor: 0, lacks: say('account.lacks.reviewers') },
  { major: 17, minor: 1, lacks: say('account.lacks.hookTests') },
  { major: 19, minor: 0, lacks: say('account.lacks.signedEvents') },
];

/** What this GitLab cannot do for us, with what happens instead; for the account's page. */
export function lackingIn(gitlab: { version: string; enterprise: boolean }): Text[] {
  const version = parseVersion(gitlab.version);
  if (version === undefined) return [];
  const lacks = introduced
    .filter(({ major, minor }) => !isAtLeast(version, major, minor))
    .map((entry) => entry.lacks);
  if (!gitlab.enterprise) {
    lacks.push(say('account.lacks.groupHooks'));
  }
  return lacks;
}
