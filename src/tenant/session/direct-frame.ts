import { forbidFraming } from '../../lib/http/security.ts';
import type { Request, Response } from '../../lib/http/web.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { lackOf } from '../kinds/lack-of.ts';
import type { Tenant } from '../tenant.store.ts';

type Place = { readonly url: string; readonly label: Text; readonly isCurrent: boolean };

/** What stands around a page that no Jira shows (views/layout.hbs). Empty: nobody is signed in. */
export type DirectFrame = {
  readonly siteName?: string;
  readonly siteUrl?: string;
  readonly person?: Text;
  /** What the page's requests carry to prove that they are the page's. */
  readonly csrfToken?: string;
  readonly tenantId?: string;
  readonly places?: readonly Place[];
};

type Described = {
  readonly path: string;
  readonly label: Text;
  readonly isForAdmins: boolean;
};

const places: readonly Described[] = [
  { path: '/accounts', label: say('tenant.nav.accounts'), isForAdmins: true },
  { path: '/smart-commits', label: say('tenant.nav.smartCommits'), isForAdmins: true },
  { path: '/smart-commits/try', label: say('tenant.nav.tryLine'), isForAdmins: true },
  { path: '/identities', label: say('tenant.nav.authors'), isForAdmins: true },
  { path: '/identity', label: say('tenant.nav.identity'), isForAdmins: false },
  { path: '/smart-commits/mine', label: say('tenant.nav.mine'), isForAdmins: false },
];

export type Framed = {
  readonly tenant: Tenant;
  readonly person: Text;
  readonly isAdmin: boolean;
  /** Came by a link of the operator. */
  readonly isGuest: boolean;
  readonly csrfToken: string;
};

/** The header with where one can go: only what this person may use, and this kind of site can do. */
export function directFrame(
  req: Request,
  { tenant, person, isAdmin, isGuest, csrfToken }: Framed,
): DirectFrame {
  const shown = places.filter(
    ({ path, isForAdmins }) => (isAdmin || !isForAdmins) && lackOf(path, tenant, { isGuest }) === undefined,
  );
  const current = shown
    .filter(({ path }) => req.path === path || req.path.startsWith(`${path}/`))
    .sort((one, other) => other.path.length - one.path.length)[0];
  return {
    siteName: new URL(tenant.displayUrl).host,
    siteUrl: tenant.displayUrl,
    person,
    csrfToken,
    tenantId: tenant.id,
    places: shown.map((one) => ({ url: one.path, label: one.label, isCurrent: one === current })),
  };
}

/**
 * The page that this answer brings is one of ours alone: with our own header, and without Atlassian's script. Its address
 * holds no token, and its requests have to say where they come from: with `no-referrer` a browser sends `Origin: null`.
 */
export function showDirectly(res: Response, frame: DirectFrame): void {
  res.setHeader('referrer-policy', 'same-origin');
  Object.assign(res.locals, { direct: frame, connectScriptUrl: undefined });
}

/** A page of ours that stands alone, whoever looks at it: with our header, and in nobody's frame. */
export function showAlone(res: Response): void {
  forbidFraming(res);
  showDirectly(res, {});
}
