import type { Tenant } from '../tenant.store.ts';
import { canDo } from './abilities.ts';

/** Pages that are about nothing where a site cannot do this; the first that fits counts. */
const needs = [
  { path: /^\/smart-commits\/try$/, ability: undefined },
  { path: /^\/smart-commits(\/|$)/, ability: 'issues' },
  { path: /^\/(identities|identity)(\/|$)/, ability: 'people' },
  { path: /^\/(issue|project)$/, ability: 'issues' },
] as const;

/** What a page needs and this kind of site does not have; undefined where it has it all. */
export function lackOf(path: string, site: Pick<Tenant, 'kind'>): 'issues' | 'people' | undefined {
  const ability = needs.find((one) => one.path.test(path))?.ability;
  return ability === undefined || canDo(site, ability) ? undefined : ability;
}
