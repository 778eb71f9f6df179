import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import hbs from 'express-hbs';
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
  app.set('view engine', 'hbs');
  app.set('views', folder);
  app.enable('view cache');
  Object.assign(app.locals, frame);
}

/** The whole page on a first load, only its content for htmx. @param view `<feature>/<view>` below `views/` */
export function renderPage(res: Response, view: string, model: Readonly<Record<string, unknown>>): void {
  res.render(view, { ...model, layout: wantsFragment(res.req) ? false : 'layout' });
}
