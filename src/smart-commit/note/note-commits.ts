import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';
import { smartCommitRunner } from '../../repository/smart-commit-runner.ts';
import { parseSmartCommit } from '../parse/parse-smart-commit.ts';
import { commandFailed, runIssue } from '../tasks.ts';
import { askingCommits, type AskingCommit } from './asking-commit.ts';
import {
  heldCommits,
  insertCommands,
  insertCommits,
  lockCommits,
  runnerOf,
  twinsBefore,
  unseenCommits,
  type RepositoryKey,
} from './note.store.ts';
import { planCommands, twinsOf } from './plan-commands.ts';

export type NoteCommits = RepositoryKey & {
  /** Newest first, as GitLab lists them. */
  readonly commits: readonly GitlabCommit[];
  /**
   * The head of a range of which older commits have not been read yet: nothing is carried out before `releaseCommits`
   * says that they have, for the oldest comes first. Absent: these are all.
   */
  readonly heldFor?: string | undefined;
};

/**
 * Notes what new commits ask of Jira, and has it carried out where this app does that for the repository. Called in the
 * transaction that is about to record them, before `recordEntities`: what the ledger has is not new. A sha is noted once
 * for each site, whoever else reads it at the same time.
 */
export async function noteCommits(
  ctx: Pick<Context, 'clock' | 'jobs'>,
  tx: Db,
  { commits, heldFor, ...key }: NoteCommits,
): Promise<void> {
  const asking = askingCommits(commits);
  if (asking.length === 0 || !(await runsHere(tx, key))) return;
  await lockCommits(tx, key.tenantId, asking);
  const unseen = await unseenCommits(tx, key, asking);
  const fresh = asking.filter(({ sha }) => unseen.has(sha));
  if (fresh.length === 0) return;
  if (heldFor === undefined) await carryOut(ctx, tx, { key, commits: fresh.toReversed() });
  else await insertCommits(tx, { ...key, commits: fresh, heldFor, now: ctx.clock.now() });
}

async function runsHere(tx: Db, key: RepositoryKey): Promise<boolean> {
  const row = await runnerOf(tx, key);
  return row !== undefined && smartCommitRunner(row, row) === 'app';
}

/**
 * The rest of a range has been read: what was held for it is carried out, the oldest first.
 * @param which the range's head; or, when a stream of commits is at its end, the heads whose ranges are still open
 */
export async function releaseCommits(
  ctx: Pick<Context, 'clock' | 'jobs'>,
  tx: Db,
  { which, ...key }: RepositoryKey & { readonly which: Parameters<typeof heldCommits>[2] },
): Promise<void> {
  const held = await heldCommits(tx, key, which);
  if (held.length === 0) return;
  const commits = held.map((row) => ({
    ...row,
    authoredAt: row.authoredAt.getTime(),
    commands: parseSmartCommit(row.line).commands,
  }));
  await lockCommits(tx, key.tenantId, commits);
  await carryOut(ctx, tx, { key, commits });
}

type CarryOut = {
  readonly key: RepositoryKey;
  /** Oldest first. */
  readonly commits: readonly AskingCommit[];
};

async function carryOut(
  ctx: Pick<Context, 'clock' | 'jobs'>,
  tx: Db,
  { key, commits }: CarryOut,
): Promise<void> {
  const { tenantId } = key;
  const now = ctx.clock.now();
  const twins = twinsOf(commits, await twinsBefore(tx, tenantId, commits));
  const stored = await insertCommits(tx, { ...key, commits, heldFor: null, now });
  const commands = commits
    .filter(({ sha }) => stored.has(sha))
    .flatMap((one) => planCommands(one, twins.get(one.sha)).map((row) => ({ ...row, sha: one.sha })));
  if (commands.length === 0) return;
  const rows = await insertCommands(tx, tenantId, { commands, now });
  // In one order for all: two transactions that announce the same issues wait for each other, and never both.
  const issues = new Set(rows.filter(({ state }) => state === 'waiting').map(({ issueKey }) => issueKey));
  const payloads = [...issues].sort().map((issueKey) => ({ tenantId, issueKey }));
  await ctx.jobs.addMany(tx, runIssue, payloads);
  const failed = rows.filter(({ state }) => state === 'failed');
  await ctx.jobs.addMany(
    tx,
    commandFailed,
    failed.map(({ id }) => ({ tenantId, commandId: id })),
  );
}
