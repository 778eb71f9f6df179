import { say } from '../../lib/words/say.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import type { Account, SmartCommitRunner } from '../account.ts';
import { smartCommitRunners } from './runners.ts';

type View = Readonly<Record<string, unknown>>;

const runners: readonly SmartCommitRunner[] = ['app', 'jira', 'nobody'];

/** The form for who carries out the Smart Commits of an account, and how; only what this kind of site can do. */
export function smartCommitsForm(
  site: Pick<Tenant, 'kind'>,
  account: Account,
  { isSaved = false } = {},
): View {
  const possible = smartCommitRunners(site);
  return {
    url: `/accounts/${account.id}/smart-commits`,
    runners: runners
      .filter((value) => possible.includes(value))
      .map((value) => ({
        value,
        label: say(`account.runner.${value}`),
        hint: say(`account.runner.${value}.hint`),
        isChosen: value === account.smartCommitRunner,
      })),
    canRunHere: possible.includes('app'),
    trustedAuthorsOnly: account.trustedAuthorsOnly,
    commentOnFailure: account.commentOnFailure,
    isSaved,
  };
}
