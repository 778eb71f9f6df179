import { storedRules, type EnvironmentRule } from '../../account/environment-rules/environment-rules.ts';
import { getAccount } from '../../account/account.store.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { ReadEntity } from '../../dev-info/entity.ts';
import { recordEntities } from '../../dev-info/ledger.store.ts';
import { entitiesAfter, type KnownEntity } from '../../dev-info/named-issues.store.ts';
import { wakeOutbox } from '../../dev-info/outbox/wake-outbox.ts';
import { listRepositories } from '../../repository/repository.store.ts';
import { environmentType } from './environment-type.ts';
import { knownEnvironments } from './environment.store.ts';

type AccountPayload = { readonly tenantId: string; readonly accountId: string };
type InRepository = { readonly tenantId: string; readonly repositoryId: string };
const atOnce = 500;

/**
 * The rules for types of environments have changed: what the ledger has gets its type by the new ones, and what changes
 * is sent again. GitLab is asked nothing.
 */
export async function applyEnvironmentRules(
  ctx: Context,
  { tenantId, accountId }: AccountPayload,
): Promise<void> {
  const account = await getAccount(ctx.db, tenantId, accountId);
  if (!account || account.state === 'removed') return;
  const rules = storedRules(account.environmentRules);
  for (const { id: repositoryId } of await listRepositories(ctx.db, { tenantId, accountId })) {
    await applyTo(ctx, { tenantId, repositoryId }, rules);
  }
  await inTransaction(ctx.db, (tx) =>
    wakeOutbox(ctx, tx, { tenantId, lane: 'import', importIsRunning: false }),
  );
}

async function applyTo(ctx: Context, key: InRepository, rules: readonly EnvironmentRule[]): Promise<void> {
  const known = await knownEnvironments(ctx.db, key, { readSince: 0 });
  const tiers = new Map(known.map(({ id, tier }) => [id, tier]));
  for (const kind of ['deployment', 'feature_flag'] as const) {
    for (let after = ''; ;) {
      const page = await entitiesAfter(ctx.db, key, { kind, after, limit: atOnce });
      const entities =
        kind === 'deployment'
          ? (page as KnownEntity<'deployment'>[]).map((one) => deploymentBy(one, rules, tiers))
          : (page as KnownEntity<'feature_flag'>[]).map((one) => flagBy(one, rules));
      // What stays as it is, the ledger does not send again.
      const now = ctx.clock.now();
      await inTransaction(ctx.db, (tx) => recordEntities(tx, { ...key, lane: 'import', entities, now }));
      const last = page.at(-1);
      if (last === undefined || page.length < atOnce) break;
      after = last.id;
    }
  }
}

function deploymentBy(
  { id, version, issueKeys, facts }: KnownEntity<'deployment'>,
  rules: readonly EnvironmentRule[],
  tiers: ReadonlyMap<number, string | undefined>,
): ReadEntity {
  const { environment } = facts;
  const type = environmentType({ name: environment.name, tier: tiers.get(environment.id) }, rules);
  const changed = { ...facts, environment: { ...environment, type } };
  return { kind: 'deployment', id, version, issueKeys, facts: changed };
}

function flagBy(
  { id, version, issueKeys, facts }: KnownEntity<'feature_flag'>,
  rules: readonly EnvironmentRule[],
): ReadEntity {
  const environments = facts.environments.map((one) => ({ ...one, type: environmentType(one, rules) }));
  return { kind: 'feature_flag', id, version, issueKeys, facts: { ...facts, environments } };
}
