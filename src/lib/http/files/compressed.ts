import compression from 'compression';
import type { Middleware } from '../web.ts';

/**
 * Pages, compressed: a table of repositories is a tenth as long.
 *
 * What is compressed tells by its length what stands in it, to somebody who can make a browser ask for it again and again
 * with words of their choice beside a secret (BREACH). A page that a token in the request's own address or header opens
 * cannot be asked for so: no other site has the token, and no browser adds it by itself. A cookie it does add, so an
 * answer to a request with one stays as it is, as does everything that comes of a form: that is where secrets are shown.
 */
export const compressed: Middleware = compression({
  filter: (req, res) =>
    req.method === 'GET' && req.headers.cookie === undefined && compression.filter(req, res),
});
