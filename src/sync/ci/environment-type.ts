import { matchesPattern, type EnvironmentRule } from '../../account/environment-rules/environment-rules.ts';
import type { EnvironmentType } from '../../dev-info/entity.ts';

type Spelling = { readonly type: EnvironmentType; readonly words: ReadonlySet<string> };

// In GitLab's order (app/models/environment.rb, guess_tier): of several words the least public one counts, so that a
// review app of a branch called "production-fix" is no production. Its `other` says nothing, and so the name is asked.
const spellings: readonly Spelling[] = [
  {
    type: 'development',
    words: new Set(
      'development develop dev devel devs local sandbox sbx review reviews trunk feature preview ephemeral'.split(
        ' ',
      ),
    ),
  },
  {
    type: 'testing',
    words: new Set(
      `testing test tests tst integration integ intg int acceptance accept acpt acc uat sit qa qc quality control
       e2e ci perf performance loadtest`.split(/\s+/),
    ),
  },
  {
    type: 'staging',
    words: new Set(
      `staging stage stag stg sta preproduction preprod pre ppd non nonprod nonproduction model mdl demo rc canary
       internal`.split(/\s+/),
    ),
  },
  { type: 'production', words: new Set('production prod prd live'.split(' ')) },
];

const tiers: Readonly<Record<string, EnvironmentType>> = {
  production: 'production',
  staging: 'staging',
  testing: 'testing',
  development: 'development',
};

/**
 * What kind of environment this is for Jira: by the first of the account's rules that matches its name, else by the
 * tier that GitLab gives it, else by the words in its name.
 */
export function environmentType(
  { name, tier }: { readonly name: string; readonly tier?: string | undefined },
  rules: readonly EnvironmentRule[],
): EnvironmentType {
  const rule = rules.find(({ pattern }) => matchesPattern(pattern, name));
  if (rule) return rule.type;
  if (tier !== undefined && Object.hasOwn(tiers, tier)) return tiers[tier] ?? 'unmapped';
  return typeByName(name);
}

function typeByName(name: string): EnvironmentType {
  const words = wordsOf(name);
  return spellings.find((one) => words.some((word) => one.words.has(word)))?.type ?? 'unmapped';
}

/** `EU-Prod2/qaEast` has the words eu, prod, qa, east: cut at what is no letter and where a capital begins. */
function wordsOf(name: string): string[] {
  const parts = name
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((part) => [part, ...part.split(/(?<=\p{Ll})(?=\p{Lu})/u)]);
  return parts.map((part) => part.toLowerCase().replace(/^\d+|\d+$/gu, '')).filter((part) => part !== '');
}
