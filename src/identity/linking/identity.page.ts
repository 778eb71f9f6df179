import type { Started } from '../../account/authorization/start-authorization.ts';
import { hostNameOf } from '../../account/pages/guide.page.ts';
import type { PersonAccess } from '../../account/tokens/persons/person-token.store.ts';
import { webAddress } from '../../lib/page-words.ts';
import { dayAndTime, say } from '../../lib/words/say.ts';
import type { GitlabOfSite } from './gitlabs-of-site.ts';
import type { IdentityLink } from './link.store.ts';

type View = Readonly<Record<string, unknown>>;

const title = say('identity.title');

export type Identity = {
  readonly gitlabs: readonly GitlabOfSite[];
  readonly links: readonly IdentityLink[];
  /** Confirmed ones, by the GitLab that has confirmed them. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** Named by administrators. */
  readonly mapped: readonly string[];
  readonly access: readonly PersonAccess[];
};

/** Each GitLab of the site, with the viewer's link. One that the site has left is shown while it is linked. */
export function identityPage({ gitlabs, links, addresses, mapped, access }: Identity): View {
  const known = gitlabs.map(({ hostUrl }) => hostUrl);
  const left = links.filter(({ hostUrl }) => !known.includes(hostUrl));
  const all = [...gitlabs, ...left.map(({ hostUrl }) => ({ hostUrl, account: undefined }))];
  return {
    title,
    mapped,
    gitlabs: all.map(({ hostUrl, account }, index) => ({
      id: `gitlab-${index + 1}`,
      hostUrl,
      hostName: hostNameOf(hostUrl),
      link: linkView(
        links.find((link) => link.hostUrl === hostUrl),
        addresses.get(hostUrl) ?? [],
      ),
      canLink: account !== undefined,
      ...actingView(
        access.find((one) => one.hostUrl === hostUrl),
        account !== undefined,
      ),
    })),
  };
}

function linkView(link: IdentityLink | undefined, addresses: readonly string[]): View | undefined {
  return (
    link && {
      words: say('identity.linked', {
        username: link.username,
        gitlab: webAddress(`${link.hostUrl}/${encodeURIComponent(link.username)}`),
        person: link.name,
        since: dayAndTime(link.linkedAt),
        count: link.addresses,
      }),
      shown: addresses,
      older: link.addresses - addresses.length,
    }
  );
}

/** What was allowed can be taken back, whatever has become of the account meanwhile. */
function actingView(access: PersonAccess | undefined, canAllow: boolean): View {
  if (access === undefined)
    return { showsActing: canAllow, acting: { words: say('identity.act.off'), mayAllow: canAllow } };
  const since = dayAndTime(access.allowedAt);
  const key = access.refused ? 'identity.act.over' : 'identity.act.on';
  const acting = { isAllowed: true, mayAllow: access.refused && canAllow, words: say(key, { since }) };
  return { showsActing: true, acting };
}

/** Before the person leaves for GitLab. */
export function continueToGitlabPage(hostUrl: string, started: Started, purpose: 'identity' | 'act'): View {
  return { title, hostName: hostNameOf(hostUrl), ...started, isToAct: purpose === 'act' };
}
