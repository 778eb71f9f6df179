import { chooseLocale, type Locale } from '../../words/locale.ts';
import type { Response } from '../web.ts';

const told = new WeakMap<Response, string>();

/** Notes the language that Jira told for this request, where that is not in its address. */
export function rememberLocale(res: Response, tag: string): void {
  told.set(res, tag);
}

/**
 * How the person reads to whom this answer goes: as Jira says in the address of a first page (`loc`, Connect's
 * "Context parameters") or through Forge's shell; then as the browser says. Our pages hand on theirs in
 * `Accept-Language` (public/page.js), so that what htmx asks for comes in the language of the page.
 */
export function localeOf(res: Response): Locale {
  const { req } = res;
  const wanted = [told.get(res), req.query['loc'], ...req.acceptsLanguages()];
  return chooseLocale(wanted.filter((tag) => typeof tag === 'string'));
}
