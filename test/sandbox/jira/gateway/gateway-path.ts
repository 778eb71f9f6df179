import type { Site } from '../cloud/site.ts';

/** How a request came to a site: as of a Connect app at the site itself, of a Forge app, or of OAuth credentials. */
export type Way = 'site' | 'forge' | 'credentials';

export interface Behind {
  site: Site;
  way: Way;
  /** As at the site itself. */
  path: string;
}

/** `https://api.atlassian.com/ex/jira/<cloudId>` stands before Jira's own paths for Forge apps. */
const FORGE = /^\/ex\/jira\/([^/]+)(\/rest\/.*)$/;

/** For OAuth credentials there are these four APIs, with a path of their own each. */
const CREDENTIALS = /^\/jira\/(devinfo|builds|deployments|featureflags)\/0\.1\/cloud\/([^/]+)(\/.*)$/;

const VERSION: Record<string, string> = { devinfo: '0.10' };

/** The site behind an address of Atlassian's gateway; undefined for any other address, and where there is no such site. */
export function siteBehind(sites: readonly Site[], path: string): Behind | undefined {
  const of = (cloudId: string | undefined) => sites.find((site) => site.cloudId === cloudId);
  const forge = FORGE.exec(path);
  const [, api = '', cloudId, rest = ''] = CREDENTIALS.exec(path) ?? [];
  const site = of(forge?.[1] ?? cloudId);
  if (site === undefined) return undefined;
  if (forge !== null) return { site, way: 'forge', path: forge[2] ?? '' };
  return { site, way: 'credentials', path: `/rest/${api}/${VERSION[api] ?? '0.1'}${rest}` };
}
