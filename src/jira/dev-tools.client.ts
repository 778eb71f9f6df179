import { z } from 'zod';
import type { JiraAnswer, JiraRequest } from './connection.ts';
import type { Dialect, PermissionPlace } from './dialect/dialect.ts';

/** How Jira is asked, as a person. */
type AsPerson = {
  readonly ask: (request: JiraRequest) => Promise<JiraAnswer>;
  readonly dialect: Dialect;
};

const permission = 'VIEW_DEV_TOOLS';
const answer = z.object({
  permissions: z.object({ [permission]: z.object({ havePermission: z.boolean() }).optional() }),
});

/**
 * Whether Jira shows whoever asks its own development panel there: the project permission "View development tools". It
 * comes with Jira Software ("Get all permission schemes", built-in permissions); a site without it restricts nobody:
 * Cloud answers 400, "contains an invalid key", Data Center leaves it out.
 *
 * @returns false, too, where the issue or project is not there or not for this person; undefined where Jira does not say
 * @throws AppError of `ask`
 */
export async function mayViewDevTools(
  { ask, dialect }: AsPerson,
  where: PermissionPlace,
): Promise<boolean | undefined> {
  const { status, body } = await ask({
    method: 'GET',
    ...dialect.ownPermissions(permission, where),
    timeoutMs: 10_000,
  });
  if (status === 400 && dialect.name === 'cloud') return true;
  if (status === 403 || status === 404) return false;
  const read = status === 200 ? answer.safeParse(body).data : undefined;
  return read && (read.permissions[permission]?.havePermission ?? true);
}
