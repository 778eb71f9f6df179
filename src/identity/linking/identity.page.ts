import { hostNameOf } from '../../account/pages/guide.page.ts';
import { countOf, momentOf, webAddress } from '../../lib/page-words.ts';
import type { GitlabOfSite } from './gitlabs-of-site.ts';
import type { IdentityLink } from './link.store.ts';

type View = Readonly<Record<string, unknown>>;

const title = 'My GitLab identity';

/** Each GitLab of the site, with the viewer's link. One that the site has left is shown while it is linked. */
export function identityPage(gitlabs: readonly GitlabOfSite[], links: readonly IdentityLink[]): View {
  const known = gitlabs.map(({ hostUrl }) => hostUrl);
  const left = links.filter(({ hostUrl }) => !known.includes(hostUrl));
  const all = [...gitlabs, ...left.map(({ hostUrl }) => ({ hostUrl, account: undefined }))];
  return {
    title,
    gitlabs: all.map(({ hostUrl, account }, index) => ({
      id: `gitlab-${index + 1}`,
      hostUrl,
      hostName: hostNameOf(hostUrl),
      link: linkView(links.find((link) => link.hostUrl === hostUrl)),
      canLink: account !== undefined,
    })),
  };
}

function linkView(link: IdentityLink | undefined): View | undefined {
  return (
    link && {
      username: link.username,
      name: link.name,
      url: webAddress(`${link.hostUrl}/${encodeURIComponent(link.username)}`),
      since: momentOf(link.linkedAt),
      addresses: countOf(link.addresses, 'confirmed address', 'confirmed addresses'),
    }
  );
}

/** Before the person leaves for GitLab. @param continueUrl on this app */
export function continueToGitlabPage(hostUrl: string, continueUrl: string): View {
  return { title, hostName: hostNameOf(hostUrl), continueUrl };
}
