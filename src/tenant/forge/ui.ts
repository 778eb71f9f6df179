import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { jsonBody, readForm } from '../../lib/http/body.ts';
import { rememberLocale } from '../../lib/http/language/locale-of.ts';
import { awaited, type Middleware, type Response } from '../../lib/http/web.ts';
import { rememberViewer, viewerOf } from '../viewer.ts';
import { forgeViewer } from './forge-viewer.ts';
import { verifyInvocation } from './invocation.ts';
import { tenantOfInvocation } from './keep-installation.ts';

/**
 * A request of a page, as the shell writes it into the body of its one POST; `fields` is the form, urlencoded, `locale`
 * the person's in Jira (`view.getContext()`).
 */
const pageRequest = z.object({
  method: z.enum(['GET', 'POST']),
  fields: z.string().optional(),
  locale: z.string().optional(),
});

/** What the shell gets for every page request whose invocation token is right, itself always with HTTP 200. */
export type PageAnswer = {
  /** What a browser would have got. */
  readonly status: number;
  /** The fragment that htmx puts in. */
  readonly html: string;
  /** Those that htmx reads: `hx-trigger` and the like. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where a redirect leads. */
  readonly location?: string | undefined;
};

/**
 * Stands before the pages at `/forge/ui`: verifies the invocation, knows the viewer, turns the shell's POST into the
 * request that the page's own route takes, and puts that route's answer into JSON. Only a fault of the token itself is
 * an HTTP status: `invokeRemote` of Forge's bridge carries JSON, and nothing of forms, GET bodies or redirects.
 */
export function forgeUi(ctx: Context): Middleware[] {
  return [answersJson, admit(ctx), jsonBody('128kb'), unpack, requireActive];
}

/** What is refused before the token is verified is no page either. */
const answersJson: Middleware = (req, _res, next) => {
  req.headers.accept = 'application/json';
  delete req.headers['hx-request'];
  next();
};

function admit(ctx: Context): Middleware {
  return awaited(async (req, res, next) => {
    const invocation = await verifyInvocation(ctx, req);
    const tenant = await tenantOfInvocation(ctx, invocation);
    rememberViewer(res, forgeViewer(ctx, invocation, tenant));
    req.headers['hx-request'] = 'true';
    answerInJson(res);
    next();
  });
}

/** A Forge site cannot switch the app off; `disabled` is one whose licence has ended (keep-installation.ts). */
const requireActive: Middleware = (_req, res, next) => {
  const { state } = viewerOf(res).tenant;
  if (state === 'uninstalled') {
    throw new AppError('unauthorized', say('tenant.goneThenOpen'));
  }
  if (state === 'disabled') {
    throw new AppError('forbidden', say('tenant.noLicence'));
  }
  next();
};

/** From here on the request is what the page's route expects, its form included. */
const unpack: Middleware = (req, res, next) => {
  const asked = pageRequest.safeParse(req.method === 'POST' ? req.body : undefined);
  if (!asked.success) {
    throw new AppError('bad_request', say('tenant.notHowAsked'));
  }
  const { method, fields, locale } = asked.data;
  if (locale !== undefined) rememberLocale(res, locale);
  req.method = method;
  readForm(req, fields ?? '');
  next();
};

/** Whatever ends this answer, `send`, `redirect` or `end`: it goes out as a `PageAnswer`. */
function answerInJson(res: Response): void {
  const end: (text: string) => Response = res.end.bind(res);
  const endInJson = (chunk?: string | Buffer): Response => {
    const { statusCode: status } = res;
    const answer: PageAnswer = {
      status,
      html: chunk === undefined ? '' : chunk.toString(),
      headers: headersForHtmx(res),
      location: res.get('location'),
    };
    res.removeHeader('location');
    res.removeHeader('content-length');
    res.status(200).type('json');
    Object.assign(res, { end });
    end(JSON.stringify(answer));
    // Sent as 200; what the log says is how the page itself answered.
    return res.status(status);
  };
  Object.assign(res, { end: endInJson });
}

function headersForHtmx(res: Response): Record<string, string> {
  const headers = Object.entries(res.getHeaders()).filter(([name]) => name.startsWith('hx-'));
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}
