import { it } from '@jest/globals';
import { canDo, type Ability } from '../../../src/tenant/kinds/abilities.ts';
import { jiraApp } from '../install-tenant.ts';

/** A test of what needs this ability: skipped, and so counted, where the kind of site of this run does not have it. */
export function itWhere(ability: Ability): typeof it {
  return canDo({ kind: jiraApp() }, ability) ? it : (it.skip as unknown as typeof it);
}
