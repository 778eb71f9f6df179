import express from 'express';

/**
 * Body parsers are mounted per router: a hook needs the raw bytes, a form does not, and a route without a body reads
 * none. Larger bodies end as `too_large`, unreadable ones as `bad_request` (errors-page.ts).
 */

/** Forms as browsers and htmx post them. Flat: `a[b]=c` stays the name `a[b]`, so no object can be smuggled in. */
export function formBody() {
  return express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 });
}

/** JSON bodies. @param limit as in `64kb` */
export function jsonBody(limit: string) {
  return express.json({ limit, strict: true });
}

/** The body as bytes, whatever its type says: what a signature was made over. @param limit in bytes */
export function rawBody(limit: number) {
  return express.raw({ type: () => true, limit, inflate: false });
}
