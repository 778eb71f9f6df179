import helmet from 'helmet';
import { inlineStyle } from './files/assets.ts';
import type { Middleware, Response } from './web.ts';

export type SecurityOptions = {
  /** Our public address: https turns HSTS on. */
  readonly baseUrl: string;
  /** Atlassian's all.js; its origin is the only foreign one that may run script. */
  readonly scriptUrl: string;
};

const yearInSeconds = 31_536_000;
const nowhere = "'none'";

/**
 * Headers of every answer. No inline script, no inline style but the app's own stylesheet, no eval, no plugins, no forms
 * to elsewhere; nobody may frame a page until its route has verified for whom it is (`allowFraming`), errors apart
 * (`allowFramingOfError`).
 *
 * What Jira shows is authorized by the token in a request's URL or its Authorization header alone. A browser adds neither
 * by itself, so a page of another site cannot act for the person who looks at it (CSRF). Two kinds of cookies matter (one more, of panel/dev-tool, only remembers an address). Those of
 * cookies/browser-cookie.ts authorize nothing: they tie another site's answer to the browser that asked for it. Those of
 * cookies/host-cookie.ts, for sites whose pages no Jira shows, do authorize; so each request with one that changes
 * something has to carry a token that only our pages have, and nobody may frame them (`forbidFraming`).
 */
export function securityHeaders({ baseUrl, scriptUrl }: SecurityOptions): Middleware {
  const https = baseUrl.startsWith('https:');
  const setHeaders = helmet({
    contentSecurityPolicy: false,
    // Superseded by frame-ancestors, and unable to name the one site that may frame a page.
    xFrameOptions: false,
    strictTransportSecurity: https ? { maxAge: yearInSeconds, includeSubDomains: true } : false,
    // The address of a first page load carries a token; it must not travel on as a Referer.
    referrerPolicy: { policy: 'no-referrer' },
  });
  const policy = contentPolicy(new URL(scriptUrl).origin, https);
  const anywhere = https ? 'https:' : 'https: http:';
  return (req, res, next) => {
    policies.set(res, { policy, anywhere });
    res.setHeader('content-security-policy', policy(nowhere));
    res.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    setHeaders(req, res, next);
  };
}

/** What is made for one person: kept by nobody, used by our own pages alone. Comes after the static files. */
export const forOnePerson: Middleware = (_req, res, next) => {
  res.setHeader('cache-control', 'no-store');
  res.setHeader('cross-origin-resource-policy', 'same-origin');
  next();
};

/** Jira's own pages show our logo; static files hold nothing that is anyone's. */
export const usableAnywhere: Middleware = (_req, res, next) => {
  res.setHeader('cross-origin-resource-policy', 'cross-origin');
  next();
};

type Framing = { readonly policy: (ancestors: string) => string; readonly anywhere: string };
const policies = new WeakMap<Response, Framing>();

/** Lets these addresses' origins, and no other, show this one answer in a frame. */
export function allowFraming(res: Response, addresses: readonly string[]): void {
  const ancestors = [...new Set(addresses.map((address) => new URL(address).origin))].join(' ');
  const framing = policies.get(res);
  if (framing !== undefined && ancestors !== '')
    res.setHeader('content-security-policy', framing.policy(ancestors));
}

/** Nobody shows this answer in a frame, nor an error that comes of it: whoever is signed in by a cookie could be led to click. */
export function forbidFraming(res: Response): void {
  policies.delete(res);
}

/**
 * Lets any page show this answer in a frame, unless its route has named the site it is for. For error pages alone: who
 * asks without a valid token stands in Jira's iframe all the same, and no site is known that could be named; the one
 * that a token or an address claims is not verified. Such a page holds nothing of anyone and nothing to click, so a
 * foreign page gains nothing from framing it.
 */
export function allowFramingOfError(res: Response): void {
  const framing = policies.get(res);
  if (framing === undefined || res.getHeader('content-security-policy') !== framing.policy(nowhere)) return;
  res.setHeader('content-security-policy', framing.policy(framing.anywhere));
}

function contentPolicy(scriptOrigin: string, https: boolean): (ancestors: string) => string {
  // Avatars come from whatever GitLab an account is on; plain http ones only where we are plain http ourselves.
  const images = https ? "'self' data: https:" : "'self' data: https: http:";
  const fixed = [
    "default-src 'none'",
    `script-src 'self' ${scriptOrigin}`,
    `style-src 'self' '${inlineStyle.hash}'`,
    `img-src ${images}`,
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
  return (ancestors) => `${fixed}; frame-ancestors ${ancestors}`;
}
