import type { ErrorRequestHandler } from 'express';
import { AppError, asAppError, statusOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { spoken } from '../words/speak.ts';
import { say } from '../words/say.ts';
import { localeOf } from './language/locale-of.ts';
import { renderPage } from './render.ts';
import { requestId } from './request-log.ts';
import { allowFramingOfError } from './security.ts';
import { wantsFragment, type Middleware, type Request, type Response } from './web.ts';

/** The last router: an address that nothing has. */
export const notFound: Middleware = (_req, _res, next) => {
  next(new AppError('not_found', say('errors.noSuchAddress')));
};

/**
 * Turns every thrown value into an answer: a page for a browser, its content for htmx, JSON for a machine. Only what
 * was not foreseen is logged whole; its cause never leaves the process.
 */
export function errorsPage(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line max-params -- Express's signature
  return (thrown: unknown, req: Request, res: Response, next) => {
    const error = foreseen(thrown);
    const status = statusOf[error.code];
    const title = say(`errors.title.${error.code}`);
    const id = requestId(res);
    const fields = { requestId: id, code: error.code, err: error };
    if (error.code === 'internal' || error.code === 'configuration') log.error(fields, 'request failed');
    else log.debug(fields, 'request refused');
    if (res.headersSent) {
      next(error);
      return;
    }
    const shownId = status >= 500 ? id : undefined;
    res.status(status);
    if (error.retryAt !== undefined) res.setHeader('retry-after', httpDate(error.retryAt));
    if (wantsFragment(req) || (req.method === 'GET' && req.accepts(['html', 'json']) === 'html')) {
      allowFramingOfError(res);
      renderPage(res, 'error', { title, message: error.text, requestId: shownId });
      return;
    }
    const locale = localeOf(res);
    res.json({
      code: error.code,
      title: spoken(title, locale),
      message: spoken(error.text, locale),
      requestId: shownId,
    });
  };
}

/** Retry-After as a date, which needs no clock here. */
function httpDate(retryAt: number): string {
  return new Date(retryAt).toUTCString();
}

/** What Express and its body parsers throw carries a status; everything else is ours or a bug. */
function foreseen(thrown: unknown): AppError {
  const status = thrownStatus(thrown);
  if (status === 413) {
    return new AppError('too_large', say('errors.tooLarge'), { cause: thrown });
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new AppError('bad_request', say('errors.unreadable'), { cause: thrown });
  }
  return asAppError(thrown);
}

function thrownStatus(thrown: unknown): number | undefined {
  if (thrown instanceof URIError) return 400;
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('status' in thrown)) return undefined;
  return typeof thrown.status === 'number' ? thrown.status : undefined;
}
