import type { FeatureFlag, FeatureFlagStrategy } from '../ci.ts';
import type { Project, User } from '../model.ts';
import type { WorldState } from '../state.ts';
import { ciOf } from './tables.ts';

export interface NewStrategy {
  readonly name: FeatureFlagStrategy['name'];
  /** Such as `{ rollout: '25', stickiness: 'default', groupId: 'default' }` for `flexibleRollout`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Environment scopes; default: `*`. */
  readonly scopes?: readonly string[] | undefined;
  /** Name of the list of users that `gitlabUserList` is about. */
  readonly userList?: string | undefined;
}

export interface NewFeatureFlag {
  readonly name: string;
  readonly description?: string | undefined;
  /** Default: true. */
  readonly active?: boolean | undefined;
  /** Default: one strategy for everybody everywhere. */
  readonly strategies?: readonly NewStrategy[] | undefined;
  /** Epoch ms; default: now. */
  readonly at?: number | undefined;
}

/** Nobody is told of a new flag. */
export function addFeatureFlag(state: WorldState, project: Project, given: NewFeatureFlag): FeatureFlag {
  const { featureFlags } = ciOf(project);
  for (const row of featureFlags.all())
    if (row.name === given.name) throw new Error(`Feature flag ${given.name} is there already.`);
  const at = given.at ?? state.clock.now();
  return featureFlags.add({
    id: state.nextId('feature_flag'),
    project,
    name: given.name,
    description: given.description ?? '',
    active: given.active ?? true,
    createdAt: at,
    updatedAt: at,
    strategies: strategiesOf(state, given.strategies ?? [{ name: 'default' }]),
  });
}

export interface FeatureFlagChanges {
  readonly description?: string | undefined;
  readonly active?: boolean | undefined;
  readonly strategies?: readonly NewStrategy[] | undefined;
  readonly by?: User | undefined;
}

/**
 * The hook comes only when `active` flips (GitLab's FeatureFlags::UpdateService). `updated_at` stays where only the
 * strategies change: they are rows of their own that do not touch their flag (operations/feature_flags/strategy.rb).
 */
export function updateFeatureFlag(state: WorldState, flag: FeatureFlag, changes: FeatureFlagChanges): void {
  const flipped = changes.active !== undefined && changes.active !== flag.active;
  const described = changes.description !== undefined && changes.description !== flag.description;
  flag.description = changes.description ?? flag.description;
  flag.active = changes.active ?? flag.active;
  if (changes.strategies !== undefined) flag.strategies = strategiesOf(state, changes.strategies);
  if (flipped || described) flag.updatedAt = state.clock.now();
  if (flipped) state.emit({ kind: 'feature_flag', flag, user: changes.by ?? null });
}

/** Nobody is told. */
export function deleteFeatureFlag(flag: FeatureFlag): void {
  ciOf(flag.project).featureFlags.remove(flag.id);
}

function strategiesOf(state: WorldState, given: readonly NewStrategy[]): FeatureFlagStrategy[] {
  return given.map(({ name, parameters = {}, scopes = ['*'], userList = null }) => ({
    id: state.nextId('strategy'),
    name,
    parameters,
    scopes: scopes.map((environmentScope) => ({ id: state.nextId('scope'), environmentScope })),
    userList,
  }));
}
