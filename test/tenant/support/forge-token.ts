import { signHs256, type Claims } from '../../sandbox/jira/connect/jwt.ts';
import { qshOf } from '../../sandbox/jira/connect/qsh.ts';
import type { TestApp } from '../../support/app.ts';
import type { InstalledTenant } from '../../support/install-tenant.ts';

/** How a page token differs from what Jira would sign. */
export type Forgery = {
  readonly accountId?: string | undefined;
  readonly secret?: string | undefined;
  /** Replaces claims; `undefined` takes one out. */
  readonly claims?: Claims | undefined;
};

/** Headers of a request from one of our pages, with a context token made as asked. */
export function contextHeaders(app: TestApp, tenant: InstalledTenant, forgery: Forgery = {}) {
  return {
    authorization: `JWT ${token(app, tenant, { qsh: 'context-qsh', forgery })}`,
    'hx-request': 'true',
  };
}

/** The address of a first page load with its token, made as asked. @param path with query, without `jwt` */
export function signedUrl(
  app: TestApp,
  tenant: InstalledTenant,
  { path, method = 'GET', ...forgery }: Forgery & { path: string; method?: string | undefined },
): string {
  const url = new URL(path, app.url);
  const qsh = qshOf({ method, path: url.pathname, query: url.searchParams });
  url.searchParams.set('jwt', token(app, tenant, { qsh, forgery }));
  return url.href;
}

function token(
  app: TestApp,
  tenant: InstalledTenant,
  { qsh, forgery }: { qsh: string; forgery: Forgery },
): string {
  const iat = Math.floor(app.clock.now() / 1000);
  const claims: Claims = {
    iss: tenant.site.clientKey,
    sub: forgery.accountId ?? tenant.adminId,
    iat,
    exp: iat + 180,
    qsh,
    ...forgery.claims,
  };
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return signHs256(present, forgery.secret ?? tenant.site.connectApp().sharedSecret);
}
