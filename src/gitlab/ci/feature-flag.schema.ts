import { z } from 'zod';

const text = z.string();
const time = text.transform((value) => Date.parse(value));

export type GitlabFlagStrategy = {
  /** `default`, `gradualRolloutUserId`, `flexibleRollout`, `userWithId`, `gitlabUserList`, or a newer one. */
  readonly name: string;
  /** Of users, where it is a part of them. */
  readonly percentage: number | undefined;
  /** Environments it is for: a name, a name with `*`, or `*` alone. */
  readonly scopes: readonly string[];
};

/** The REST API shows neither the id nor the number of a flag; its name is unique in the project and never changes. */
export type GitlabFeatureFlag = {
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly strategies: readonly GitlabFlagStrategy[];
  /** Flags made before 13.x (`legacy_flag`) are switched on for each environment; empty on all others. */
  readonly legacyScopes: readonly { readonly scope: string; readonly active: boolean }[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

const strategy = z
  .object({
    name: text,
    parameters: z.record(text, z.unknown()).nullish(),
    scopes: z.array(z.object({ environment_scope: text })).nullish(),
  })
  .transform(({ name, parameters, scopes }): GitlabFlagStrategy => ({
    name,
    // `gradualRolloutUserId` calls it percentage, `flexibleRollout` rollout (doc/api/feature_flags.md); both are texts.
    percentage: percentageOf(parameters?.['rollout'] ?? parameters?.['percentage']),
    scopes: (scopes ?? []).map(({ environment_scope: scope }) => scope),
  }));

function percentageOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = Number(value);
  return value === '' || !Number.isFinite(number) ? undefined : Math.min(100, Math.max(0, number));
}

const flag = z
  .object({
    name: text,
    description: text.nullish(),
    active: z.boolean().nullish(),
    strategies: z.array(strategy).nullish(),
    scopes: z.array(z.object({ environment_scope: text, active: z.boolean().nullish() })).nullish(),
    created_at: time,
    updated_at: time,
  })
  .transform((raw): GitlabFeatureFlag => ({
    name: raw.name,
    description: raw.description ?? '',
    active: raw.active ?? true,
    strategies: raw.strategies ?? [],
    legacyScopes: (raw.scopes ?? []).map(({ environment_scope: scope, active }) => ({
      scope,
      active: active ?? false,
    })),
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
  }));

export const featureFlagsSchema = z.array(flag);
