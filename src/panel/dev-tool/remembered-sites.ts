import { cookieIn } from '../../lib/http/cookies/cookie-in.ts';
import type { Request, Response } from '../../lib/http/web.ts';
import { siteAddress } from './site-address.ts';

/**
 * The Jira sites that a person has named in this browser, the latest first. Only the browser knows them: whether a site
 * has the app is told to nobody who has not signed in there, so one that was mistyped is remembered, too, until it is
 * forgotten by hand.
 */
export type RememberedSites = {
  of(req: Request): readonly string[];
  /** @returns all that are remembered now */
  remember(req: Request, res: Response, site: string): readonly string[];
  forget(req: Request, res: Response, site: string): void;
};

const name = 'jira_site';
const yearMs = 365 * 86_400_000;
const most = 4;

/** @param path below which the browser sends them */
export function rememberedSites({ path, appBaseUrl }: { path: string; appBaseUrl: string }): RememberedSites {
  const attributes = {
    httpOnly: true,
    sameSite: 'lax',
    secure: appBaseUrl.startsWith('https:'),
    path,
  } as const;
  const of = (req: Request): string[] => {
    // Looked at anew: a cookie is what a browser says.
    const sites = decoded(cookieIn(req, name) ?? '')
      .split(' ')
      .flatMap((one) => siteAddress(one, appBaseUrl) ?? []);
    return [...new Set(sites)].slice(0, most);
  };
  const put = (res: Response, sites: readonly string[]) =>
    res.cookie(name, sites.join(' '), { ...attributes, maxAge: yearMs });
  const others = (req: Request, site: string) => of(req).filter((one) => one !== site);
  return {
    of,
    remember(req, res, site) {
      const sites = [site, ...others(req, site)].slice(0, most);
      put(res, sites);
      return sites;
    },
    forget: (req, res, site) => void put(res, others(req, site)),
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
