import type { Tenant } from '../tenant.store.ts';
import { canDo } from './abilities.ts';

/** Pages that are about nothing where a site cannot do this; the first that fits counts. */
const needs = [
  { path: /^\/smart-commits\/try$/, ability: undefined },
  { path: /^\/smart-commits(\/|$)/, ability: 'issues' },
  { path: /^\/(identities|identity)(\/|$)/, ability: 'people' },
  { path: /^\/(issue|project|start)$/, ability: 'issues' },
] as const;

/** Pages about whoever looks at them. */
const ofOnePerson = /^\/(identity|smart-commits\/mine)(\/|$)/;

/**
 * What a page needs and this kind of site does not have, or whoever asks for it: `person` where somebody came by a link
 * of the operator, who is nobody in Jira. undefined: all is there.
 */
export function lackOf(
  path: string,
  site: Pick<Tenant, 'kind'>,
  { isGuest = false } = {},
): 'issues' | 'people' | 'person' | undefined {
  const ability = needs.find((one) => one.path.test(path))?.ability;
  if (ability !== undefined && !canDo(site, ability)) return ability;
  return isGuest && ofOnePerson.test(path) ? 'person' : undefined;
}
