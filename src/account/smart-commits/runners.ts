import { canDo } from '../../tenant/kinds/abilities.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import type { SmartCommitRunner } from '../account.ts';

type Site = Pick<Tenant, 'kind'>;

/**
 * Who can carry out Smart Commits in this Jira site: this app only where it can write to issues, Jira only where it is
 * Jira Cloud, which reads them itself in what it is sent. Nobody always can.
 */
export function smartCommitRunners(site: Site): readonly SmartCommitRunner[] {
  return [
    ...(canDo(site, 'issues') ? (['app'] as const) : []),
    ...(canDo(site, 'native-smart-commits') ? (['jira'] as const) : []),
    'nobody',
  ];
}

/** Who does it where nobody has chosen. */
export function defaultRunner(site: Site): SmartCommitRunner {
  return smartCommitRunners(site)[0] ?? 'nobody';
}
