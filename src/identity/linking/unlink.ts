import { endPersonAccess } from '../../account/tokens/persons/end-person-access.ts';
import type { Context } from '../../context.ts';
import { removeLink } from './link.store.ts';

/** Forgets who somebody is on one GitLab, and ends what they let the app do there as themselves. */
export async function unlink(
  ctx: Context,
  person: { tenantId: string; hostUrl: string; jiraAccountId: string },
): Promise<void> {
  await removeLink(ctx.db, person);
  await endPersonAccess(ctx, person);
}
