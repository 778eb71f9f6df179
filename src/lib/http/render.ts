import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import hbs from 'express-hbs';
import { verbatim } from '../words/say.ts';
import type { Text } from '../words/text.ts';
import { assetsPath, inlineStyle } from './files/assets.ts';
import { localeOf } from './language/locale-of.ts';
import { viewHelpers } from './language/view-helpers.ts';
import { wantsFragment, type Response } from './web.ts';

const folder = fileURLToPath(new URL('../../../views', import.meta.url));

/** What the layout of every page needs. */
export type PageFrame = {
  readonly appName: string;
  /** Atlassian's all.js, which gives a page its token and its height. */
  readonly connectScriptUrl: string;
};

/** Templates of `views/`; `{{ }}` escapes. Compiled once: a changed template needs a restart. */
export function useViews(app: Express, frame: PageFrame): void {
  app.engine('hbs', hbs.express4({ partialsDir: `${folder}/partials`, layoutsDir: folder, extname: '.hbs' }));
  for (const [name, helper] of Object.entries(viewHelpers)) hbs.registerHelper(name, helper);
  app.set('view engine', 'hbs');
  app.set('views', folder);
  app.enable('view cache');
  Object.assign(app.locals, frame, { assets: assetsPath, style: inlineStyle.text });
}

type Model = Readonly<Record<string, unknown>> & { readonly title?: string | Text | undefined };

/**
 * The whole page on a first load, only its content for htmx, in the language of whoever asked.
 * @param view `<feature>/<view>` below `views/`
 */
export function renderPage(res: Response, view: string, model: Model): void {
  const { title } = model;
  res.render(view, {
    ...model,
    documentTitle: typeof title === 'string' ? verbatim(title) : title,
    locale: localeOf(res),
    layout: wantsFragment(res.req) ? false : 'layout',
  });
}
