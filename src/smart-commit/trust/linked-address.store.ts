import type { Db } from '../../db/db.ts';
import { emailHash } from '../../identity/email-hash.ts';

type Address = {
  readonly tenantId: string;
  readonly hostUrl: string;
  readonly gitlabUserId: number;
  readonly email: string;
};

/** Whether this GitLab user, who signed in to GitLab to prove it, has confirmed this address there. */
export async function hasLinkedAddress(
  db: Db,
  { tenantId, hostUrl, gitlabUserId, email }: Address,
): Promise<boolean> {
  const rows = await db.rows(
    `select 1 as one from identity_email
     where tenant_id = $1 and host_url = $2 and email_hash = $3 and gitlab_user_id = $4`,
    [tenantId, hostUrl, emailHash(tenantId, email), gitlabUserId],
  );
  return rows.length > 0;
}
