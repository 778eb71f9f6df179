import type { Tenant } from '../../tenant/tenant.store.ts';
import type { Account, SmartCommitRunner } from '../account.ts';
import { smartCommitRunners } from './runners.ts';

type View = Readonly<Record<string, unknown>>;

const runners: readonly { value: SmartCommitRunner; label: string; hint: string }[] = [
  {
    value: 'app',
    label: 'This app',
    hint: 'Each command is done as the author of the commit, who is found by e-mail, mapping or their own link; what came of it is shown, and can be run again.',
  },
  {
    value: 'jira',
    label: 'Jira',
    hint: 'Jira reads the messages of new commits itself and finds the author by e-mail address. This app does not learn what came of it, and the settings for verified authors and failures do not apply.',
  },
  {
    value: 'nobody',
    label: 'Nobody',
    hint: 'Commits appear on their issues, and their commands do nothing.',
  },
];

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
      .filter(({ value }) => possible.includes(value))
      .map((one) => ({ ...one, isChosen: one.value === account.smartCommitRunner })),
    canRunHere: possible.includes('app'),
    trustedAuthorsOnly: account.trustedAuthorsOnly,
    commentOnFailure: account.commentOnFailure,
    isSaved,
  };
}
