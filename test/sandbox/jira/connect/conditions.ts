import type { JiraUser } from '../cloud/site.ts';
import {
  pageModules,
  type AppDescriptor,
  type Condition,
  type PageModule,
  type Place,
} from './descriptor.ts';

/** Conditions of Jira that need to know no more than who looks. Source: Connect, "Conditions". */
const CONDITIONS: Record<string, (user: JiraUser | undefined) => boolean> = {
  user_is_logged_in: (user) => user !== undefined,
  user_is_admin: (user) => user?.admin === true,
};

/**
 * The pages of an app that Jira offers to somebody: all conditions of a module have to hold.
 * @param user undefined: a visitor of a public site, who has not signed in
 */
export function modulesFor(
  descriptor: AppDescriptor,
  user: JiraUser | undefined,
): { place: Place; module: PageModule }[] {
  return pageModules(descriptor).filter(({ module }) =>
    (module.conditions ?? []).every((condition) => holds(condition, user)),
  );
}

function holds({ condition, invert = false }: Condition, user: JiraUser | undefined): boolean {
  const known = CONDITIONS[condition];
  if (known === undefined) throw new Error(`The sandbox does not know the condition ${condition}`);
  return known(user) !== invert;
}
