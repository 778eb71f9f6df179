import { createHash } from 'node:crypto';
import type { GitlabCommit } from '../../gitlab/commit.schema.ts';
import { firstLine, parseSmartCommit } from '../parse/parse-smart-commit.ts';
import type { SmartCommand } from '../parse/smart-commit.ts';

/** A commit whose first line asks something of Jira. Texts are as they can be stored. */
export type AskingCommit = {
  readonly sha: string;
  readonly line: string;
  readonly authorName: string;
  /** Lower case. */
  readonly authorEmail: string;
  readonly authoredAt: number;
  readonly url: string;
  readonly fingerprint: string;
  readonly commands: readonly SmartCommand[];
};

/** More than a comment can have, which then says that it was cut; what is longer only fills the database. */
const longestLine = 40_000;

/** Those of these commits that ask something, in their order, each once. Costs one look at a line for all others. */
export function askingCommits(commits: readonly GitlabCommit[]): AskingCommit[] {
  const asking = new Map<string, AskingCommit>();
  for (const commit of commits) {
    // The shortest way out, for nearly every commit.
    if (!commit.message.includes('#') || asking.has(commit.sha)) continue;
    const line = storable(firstLine(commit.message)).slice(0, longestLine);
    const { commands } = parseSmartCommit(line);
    if (commands.length > 0) asking.set(commit.sha, { ...factsOf(commit, line), line, commands });
  }
  return [...asking.values()];
}

function factsOf(commit: GitlabCommit, line: string): Omit<AskingCommit, 'line' | 'commands'> {
  const { sha, authoredAt } = commit;
  const authorName = storable(commit.author.name);
  const authorEmail = storable(commit.author.email).toLowerCase();
  const fingerprint = fingerprintOf({ authorName, authorEmail, authoredAt, line });
  return { sha, authorName, authorEmail, authoredAt, url: storable(commit.webUrl), fingerprint };
}

/** What stays the same through a rebase, a cherry-pick and a squash of one commit: whose, of when, and the line. */
function fingerprintOf(of: Pick<AskingCommit, 'authorName' | 'authorEmail' | 'authoredAt' | 'line'>): string {
  const parts = [of.authorName, of.authorEmail, of.authoredAt, of.line];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

// PostgreSQL has no text for these; the ledger replaces them in the same way.
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
