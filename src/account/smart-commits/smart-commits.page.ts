import type { Account, SmartCommitRunner } from '../account.ts';

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

/** The form for who carries out the Smart Commits of an account, and how. */
export function smartCommitsForm(account: Account, { isSaved = false } = {}): View {
  return {
    url: `/accounts/${account.id}/smart-commits`,
    runners: runners.map((one) => ({ ...one, isChosen: one.value === account.smartCommitRunner })),
    trustedAuthorsOnly: account.trustedAuthorsOnly,
    commentOnFailure: account.commentOnFailure,
    isSaved,
  };
}
