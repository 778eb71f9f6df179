import { z } from 'zod';
import type { Context } from '../../context.ts';
import { getUser } from '../../jira/users.client.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Viewer } from '../../tenant/viewer.ts';
import { askingAs } from '../asking-jira.ts';
import { normalEmail } from '../email-hash.ts';
import { putMapping } from './mapping.store.ts';

/** The form as it was filled in; whatever is missing is empty. */
export const mappingFields = z.object({
  email: z.string().max(500).catch(''),
  accountId: z.string().max(128).catch(''),
});
export type MappingFields = z.infer<typeof mappingFields>;
export type MappingFaults = { readonly email?: Text; readonly accountId?: Text };

/** Names the Jira user for an author. @returns what has to be corrected; nothing is stored then */
export async function addMapping(
  ctx: Context,
  viewer: Viewer,
  fields: MappingFields,
): Promise<MappingFaults> {
  const email = z.email().safeParse(normalEmail(fields.email)).data;
  if (email === undefined) return { email: say('authors.email.fault') };
  if (fields.accountId === '') return { accountId: say('authors.person.choose') };
  const user = await getUser(askingAs(ctx, viewer), fields.accountId);
  if (user?.isPerson !== true || !user.isActive) {
    return { accountId: say('authors.person.notActive') };
  }
  const { accountId: jiraAccountId, name: jiraName } = user;
  const mapping = { email, jiraAccountId, jiraName, createdAt: ctx.clock.now() };
  await putMapping(ctx.db, { tenantId: viewer.tenant.id, ...mapping });
  return {};
}
