import type { JiraAnswer, JiraRequest } from '../jira/connection.ts';
import type { Response } from '../lib/http/web.ts';
import type { Tenant } from './tenant.store.ts';

/** Who is looking at a page, and from which Jira site. Verified: nothing in it comes from the request alone. */
export type Viewer = {
  readonly tenant: Tenant;
  /** Atlassian account id. */
  readonly accountId: string;
  /**
   * Asks Jira as this person, so that Jira's own permissions hold. @throws AppError as `JiraConnection.callAs`
   */
  ask(request: JiraRequest): Promise<JiraAnswer>;
};

const viewers = new WeakMap<Response, Viewer>();

/** The viewer that `requireUser` or `requireAdmin` let in. */
export function viewerOf(res: Response): Viewer {
  const viewer = viewers.get(res);
  if (viewer === undefined) throw new Error('This route has no requireUser or requireAdmin before it.');
  return viewer;
}

/** The viewer, where one has been let in already. */
export function knownViewer(res: Response): Viewer | undefined {
  return viewers.get(res);
}

/** Notes who was let in, for the route behind. */
export function rememberViewer(res: Response, viewer: Viewer): void {
  viewers.set(res, viewer);
}
