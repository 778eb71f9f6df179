import { spoken } from '../../words/speak.ts';
import type { Text } from '../../words/text.ts';
import { localeOf } from './locale-of.ts';
import type { Response } from '../web.ts';

/** One of Jira's own flags. */
export type Flag = {
  readonly type: 'success' | 'info' | 'warning' | 'error';
  readonly title: Text;
  readonly body?: Text | undefined;
};

/** Shows a flag with this answer (public/page.js). A header is ASCII: every other character travels as `\uXXXX`. */
export function showFlag(res: Response, { type, title, body }: Flag): void {
  const locale = localeOf(res);
  const flag = { type, title: spoken(title, locale), body: body === undefined ? '' : spoken(body, locale) };
  const json = JSON.stringify({ flag });
  res.set(
    'HX-Trigger',
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
