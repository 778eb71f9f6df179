import type { Tenant } from '../tenant.store.ts';

type Kind = Tenant['kind'];

/**
 * What the app can do in a Jira site, which depends on how the site has it:
 * - `development`: write development information, builds, deployments and feature flags (Jira's bulk APIs);
 * - `projects`: read which projects there are;
 * - `people`: find users, and so say who an author of GitLab is in Jira;
 * - `issues`: read issues, and comment, log work and make transitions, which is what this app's Smart Commits need;
 * - `native-smart-commits`: Jira reads the Smart Commits of what it is sent and carries them out itself;
 * - `pages-in-jira`: Jira shows our pages in its own. Without it they are served directly, to whoever has signed in.
 */
export type Ability =
  'development' | 'projects' | 'people' | 'issues' | 'native-smart-commits' | 'pages-in-jira';

const ofAnApp: readonly Ability[] = [
  'development',
  'projects',
  'people',
  'issues',
  'native-smart-commits',
  'pages-in-jira',
];

const abilities: Readonly<Record<Kind, readonly Ability[]>> = {
  connect: ofAnApp,
  forge: ofAnApp,
  // Data Center: REST API v2 alone; no public API takes development information.
  'self-hosted': ['projects', 'people', 'issues'],
  // Atlassian, "Integrate Jira Software Cloud with on-premises tools": the credentials open the four bulk APIs alone.
  credentials: ['development', 'native-smart-commits'],
};

/**
 * Whether the operator has added the site, and is who ends it: Jira tells nobody when its admin revokes what such a site
 * is reached with, and may take it back.
 */
export function isAddedByOperator(tenant: { readonly kind: Kind }): boolean {
  return !canDo(tenant, 'pages-in-jira');
}

/** Whether a site of this kind lets the app do this. What a page or a test leaves out, it leaves out by this name. */
export function canDo({ kind }: { readonly kind: Kind }, ability: Ability): boolean {
  return abilities[kind].includes(ability);
}
