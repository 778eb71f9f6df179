import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import type { JiraCall } from '../../jira/bulk.client.ts';
import { projectKeys } from '../../jira/projects.client.ts';
import { asAppError, type ErrorCode } from '../../lib/errors.ts';
import { lookForProjects } from '../tasks.ts';
import { wakeOutbox } from '../outbox/wake-outbox.ts';
import {
  anyHeld,
  projectList,
  requeueHeld,
  requeueProjects,
  saveProjectList,
  type ProjectList,
} from './project.store.ts';

// A read costs a point and one more for each project (Jira's rate limits), of a budget that all tenants share.
const hour = 3_600_000;
const soonestForUnknown = 600_000;

/** The project of an issue key: project keys hold no hyphen. */
function projectOf(issueKey: string): string {
  return issueKey.slice(0, issueKey.indexOf('-'));
}

/** Those of an entity's keys that this site can know; all of them where its projects cannot be read. */
export function sendableKeys(keys: readonly string[], projects: ProjectList['keys']): readonly string[] {
  return projects === null ? keys : keys.filter((key) => projects.has(projectOf(key)));
}

/**
 * The site's projects, as known: read at most once an hour, or once in ten minutes where `named` (issue keys) holds
 * one of a project that is not known.
 */
export async function knownProjects(
  ctx: Context,
  call: JiraCall,
  named: Iterable<string>,
): Promise<ProjectList['keys']> {
  const { tenantId } = call.connection;
  const known = await projectList(ctx.db, tenantId);
  if (known === undefined) return readProjects(ctx, call, undefined);
  const age = ctx.clock.now() - known.readAt;
  if (age < soonestForUnknown) return known.keys;
  if (age < hour && !namesUnknown(named, known.keys)) return known.keys;
  try {
    return await readProjects(ctx, call, known);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (!outlived.has(error.code)) throw thrown;
    ctx.log.warn({ tenantId, err: error }, 'projects could not be read, those known are used');
    return known.keys;
  }
}

/** Failures of this one question that stop nothing beside it: what is known is an hour old. */
const outlived: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'timeout',
  'unreachable',
  'unexpected_answer',
]);

function namesUnknown(named: Iterable<string>, projects: ProjectList['keys']): boolean {
  if (projects === null) return false;
  for (const key of named) if (!projects.has(projectOf(key))) return true;
  return false;
}

async function readProjects(
  ctx: Context,
  call: JiraCall,
  before: ProjectList | undefined,
): Promise<ProjectList['keys']> {
  const { tenantId } = call.connection;
  const keys = await projectKeys(call);
  const now = ctx.clock.now();
  await inTransaction(ctx.db, async (tx) => {
    const added = await saveProjectList(tx, tenantId, { readAt: now, keys });
    if (before === undefined) return;
    await requeueProjects(tx, { tenantId, keys: added, now });
    if (!(await requeueHeld(tx, { tenantId, now })) && added.length === 0) return;
    await wakeOutbox(ctx, tx, { tenantId, lane: 'import', importIsRunning: false });
  });
  return keys === null ? null : new Set(keys);
}

/** Looks again in an hour, while there are entities that no project of the site is known for. */
export async function lookAgainLater(ctx: Context, tenantId: string): Promise<void> {
  if (!(await anyHeld(ctx.db, tenantId))) return;
  await ctx.jobs.add(ctx.db, lookForProjects, { payload: { tenantId }, at: ctx.clock.now() + hour });
}
