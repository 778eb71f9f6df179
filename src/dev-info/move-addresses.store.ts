import type { Db } from '../db/db.ts';

export type MoveAddresses = {
  readonly tenantId: string;
  readonly repositoryId: string;
  readonly from: { readonly webUrl: string; readonly path: string };
  readonly to: { readonly webUrl: string; readonly path: string };
};

/**
 * A project has another address: those of its commits, branches, merge requests and so on begin with it, and would lead
 * to another project once its old path is used again. Facts are json as text, in which addresses stand as they are.
 */
export async function moveAddresses(
  tx: Db,
  { tenantId, repositoryId, from, to }: MoveAddresses,
): Promise<void> {
  const [oldAddress, newAddress] = [`"${from.webUrl}/-/`, `"${to.webUrl}/-/`];
  await tx.run(
    `update entity set
       facts = replace(replace(facts::text, $3, $4), $5, $6)::json,
       files = replace(files::text, $3, $4)::json
     where tenant_id = $1 and repository_id = $2`,
    [
      tenantId,
      repositoryId,
      oldAddress,
      newAddress,
      `"reference":"${from.path}!`,
      `"reference":"${to.path}!`,
    ],
  );
}
