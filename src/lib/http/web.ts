import type { NextFunction, Request, Response } from 'express';

/** Express's types under one roof, so that a feature can name a middleware without importing Express. */
export type { NextFunction, Request, Response };
export type Middleware = (req: Request, res: Response, next: NextFunction) => void;

/** Express 4 does not see a rejected promise; this hands it to the error handler. */
export function awaited(
  work: (req: Request, res: Response, next: NextFunction) => Promise<void>,
): Middleware {
  return (req, res, next) => {
    work(req, res, next).catch(next);
  };
}

/** htmx marks its own requests; they are answered with a fragment instead of a page. */
export function wantsFragment(req: Request): boolean {
  return req.headers['hx-request'] === 'true';
}
