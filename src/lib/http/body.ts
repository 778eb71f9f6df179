import { parse } from 'node:querystring';
import express from 'express';
import { AppError } from '../errors.ts';
import { say } from '../words/say.ts';
import type { Middleware, Request, Response } from './web.ts';

/**
 * Body parsers are mounted per router: a hook needs the raw bytes, a form does not, and a route without a body reads
 * none. Larger bodies end as `too_large`, unreadable ones as `bad_request` (errors-page.ts).
 */

const largestForm = 64 * 1024;
const mostFields = 200;

/** Forms as browsers and htmx post them. Flat: `a[b]=c` stays the name `a[b]`, so no object can be smuggled in. */
export function formBody() {
  return express.urlencoded({ extended: false, limit: largestForm, parameterLimit: mostFields });
}

/**
 * Takes a form that came as text inside something else for the request's body, so that `formBody` leaves it as it is:
 * `_body` is how body-parser knows one that has been read.
 *
 * @throws AppError `too_large`
 */
export function readForm(req: Request, text: string): void {
  if (Buffer.byteLength(text) > largestForm || text.split('&').length > mostFields) {
    throw new AppError('too_large', say('errors.formTooLarge'));
  }
  req.body = parse(text);
  (req as Request & { _body?: boolean })._body = true;
}

/** The same at once, where what follows depends on a field; a `formBody` behind it leaves the body as it is. */
export function readFormBody(req: Request, res: Response): Promise<void> {
  const read: Middleware = formBody();
  return new Promise((resolve, reject) => {
    read(req, res, (fault?: unknown) => {
      if (fault === undefined) resolve();
      else reject(fault instanceof Error ? fault : new AppError('bad_request', say('errors.formUnreadable')));
    });
  });
}

/** JSON bodies. @param limit as in `64kb` */
export function jsonBody(limit: string) {
  return express.json({ limit, strict: true });
}

/** The body as bytes, whatever its type says: what a signature was made over. @param limit in bytes */
export function rawBody(limit: number) {
  return express.raw({ type: () => true, limit, inflate: false });
}
