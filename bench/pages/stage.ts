import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { control } from '../../scripts/demo/control.ts';
import { freePorts } from '../../scripts/demo/ports.ts';
import { demoGroup, startStack, type Stack } from '../../scripts/demo/stack.ts';
import { connectDb, type Db } from '../../src/db/db.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/lib/log.ts';
import { fill } from './fill.ts';
import { largestProject, usualProject, type Amounts } from './names.ts';

export type PagesStage = Stack & {
  readonly db: Db;
  readonly accountId: string;
  /** The one with the most entities. */
  readonly largestRepositoryId: string;
  /** How long it took to fill the database. */
  readonly fillSeconds: number;
};

/**
 * The app as a web process alone, with an account that holds this much. Nothing else works on the machine meanwhile: a
 * worker would look in GitLab for what only the database has.
 */
export async function startPagesStage(amounts: Amounts): Promise<PagesStage> {
  const given = process.env['DATABASE_URL'] ?? '';
  const key = `bench:${randomBytes(32).toString('base64')}`;
  const stack = await startStack({
    jiraApp: 'forge',
    ports: await freePorts(),
    appEnvironment: { ROLE: 'web', DATABASE_URL: given, ENCRYPTION_KEYS: key },
  });
  const embedded =
    given === ''
      ? await startEmbedded({ dataDir: path.join(stack.folder, 'data'), log: createLog('silent') })
      : undefined;
  // One connection: what is drawn at random is drawn by one session.
  const db = connectDb(embedded?.url ?? given, { poolSize: 1 });
  const stop = async () => {
    await db.close();
    await embedded?.stop();
    await stack.stop();
  };
  try {
    for (const project of [largestProject, usualProject])
      await control(stack.addresses.jira, 'projects', { key: project }).catch(() => undefined);
    await stack.admin.linkAccount(demoGroup, stack.application);
    const [account] = await db.rows<{ tenantId: string; id: string }>(
      `select tenant_id as "tenantId", id from account order by created_at desc limit 1`,
    );
    if (account === undefined) throw new Error('The account was not linked.');
    const from = performance.now();
    await fill(db, { ...amounts, tenantId: account.tenantId, accountId: account.id });
    const fillSeconds = (performance.now() - from) / 1000;
    const [largest] = await db.rows<{ id: string }>(
      'select repository_id as id from entity group by repository_id order by count(*) desc limit 1',
    );
    const largestRepositoryId = largest?.id ?? '';
    return { ...stack, stop, db, accountId: account.id, largestRepositoryId, fillSeconds };
  } catch (error) {
    await stop();
    throw error;
  }
}
