import { createHash } from 'node:crypto';
import type { Environment, Tier } from '../ci.ts';
import type { Project } from '../model.ts';
import type { WorldState } from '../state.ts';
import { ciOf } from './tables.ts';

export interface NewEnvironment {
  readonly name: string;
  /** Default: guessed from the name. */
  readonly tier?: Tier | undefined;
  readonly externalUrl?: string | null | undefined;
  /** Epoch ms; default: now. */
  readonly at?: number | undefined;
}

export function addEnvironment(state: WorldState, project: Project, given: NewEnvironment): Environment {
  if (findEnvironment(project, given.name) !== undefined)
    throw new Error(`Environment ${given.name} is there already.`);
  const at = given.at ?? state.clock.now();
  return ciOf(project).environments.add({
    id: state.nextId('environment'),
    project,
    name: given.name,
    slug: slugOf(given.name),
    externalUrl: given.externalUrl ?? null,
    tier: given.tier ?? guessedTier(given.name),
    createdAt: at,
    updatedAt: at,
    state: 'available',
  });
}

export function findEnvironment(project: Project, name: string): Environment | undefined {
  for (const row of ciOf(project).environments.all()) if (row.name === name) return row;
  return undefined;
}

export function stopEnvironment(state: WorldState, environment: Environment): void {
  environment.state = 'stopped';
  environment.updatedAt = state.clock.now();
}

const tiers: readonly (readonly [Tier, RegExp])[] = [
  ['development', /dev|review|trunk/i],
  ['testing', /test|tst|int|acc?e?pt|qa|qc|control|quality/i],
  ['staging', /sta?g|mode?l|pre|demo|non/i],
  ['production', /pro?d|live/i],
];

/** The first that fits, in this order, as GitLab's Environment#guess_tier (app/models/environment.rb) has it. */
function guessedTier(name: string): Tier {
  return tiers.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}

/** At most 24 of `a-z0-9-`; a name that had to be changed gets a suffix of its own. */
function slugOf(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const slug = (/^[a-z]/.test(plain) ? plain : `env-${plain}`).slice(0, 24).replace(/-$/, '');
  if (slug === name) return slug;
  const suffix = createHash('sha1').update(name).digest('hex').slice(0, 6);
  return `${slug.slice(0, 17).replace(/-$/, '')}-${suffix}`;
}
