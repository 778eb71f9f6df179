import { z } from 'zod';
import type { ListPage } from './list-page.ts';

/** `<place>.<position>.<issue key>`, as the links of the page say it. */
const place = z
  .string()
  .regex(/^\d{1,15}\.\d{1,9}\.[^.]{1,300}$/)
  .transform((given) => {
    const [at = '', position = '', issueKey = ''] = given.split('.');
    return { place: Number(at), position: Number(position), issueKey };
  })
  .optional()
  .catch(undefined);

/** Where a page of the list begins, as its address says it. */
export const placeInQuery = z
  .object({ older: place, newer: place })
  .transform(({ older, newer }): ListPage['from'] => {
    if (older !== undefined) return { ...older, towards: 'older' };
    return newer && { ...newer, towards: 'newer' };
  });

/** @param fields of the choice that the page shows; '' where one is empty */
export function listQuery(fields: Readonly<Record<string, string>>, from: ListPage['from']): string {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
  if (from !== undefined) query.set(from.towards, `${from.place}.${from.position}.${from.issueKey}`);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
