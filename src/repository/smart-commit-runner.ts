import type { SmartCommitRunner } from '../account/account.ts';

/** Who carries out the Smart Commits of this repository: its account's choice, where its own switch is on. */
export function smartCommitRunner(
  { smartCommitRunner: runner }: { readonly smartCommitRunner: SmartCommitRunner },
  { smartCommits }: { readonly smartCommits: boolean },
): SmartCommitRunner {
  return smartCommits ? runner : 'nobody';
}
