import { branchNameFor, branchTemplateFault } from '../../lib/naming/branch-name.ts';
import { titleTemplateFault } from '../../lib/naming/title.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Account } from '../account.ts';
import type { CreatingSettings } from './creating.store.ts';

type View = Readonly<Record<string, unknown>>;

/** What admins see a template make of. */
const sample = { key: 'ABC-123', summary: 'Fix the login page' };

/** What is wrong with what an admin entered. */
export type CreatingFaults = { readonly branch?: Text | undefined; readonly title?: Text | undefined };

/** A name of a branch names its issue, or nothing that is done there would be shown on the issue. */
export function creatingFaults(
  { branchTemplate, mergeRequestTemplate }: Pick<CreatingSettings, 'branchTemplate' | 'mergeRequestTemplate'>,
  { lowerCaseKeys: lowerCase }: Pick<Account, 'lowerCaseKeys'>,
): CreatingFaults {
  const fault = branchTemplateFault(branchTemplate, { lowerCase });
  const title = titleTemplateFault(mergeRequestTemplate, { lowerCase });
  return {
    branch: fault && say(`create.ref.${fault}`),
    title: title && say(`create.ref.${title}`),
  };
}

/**
 * How branches and merge requests are made from Jira, of one account.
 * @param entered what the admin wrote, where it could not be stored
 */
export function creatingForm(
  account: Account,
  { entered, isSaved = false }: { entered?: CreatingSettings; isSaved?: boolean } = {},
): View {
  const shown = entered ?? account;
  return {
    url: `/accounts/${account.id}/creating`,
    branchTemplate: shown.branchTemplate,
    mergeRequestTemplate: shown.mergeRequestTemplate,
    createsAsAccount: shown.createsAsAccount,
    owner: account.state === 'pending' ? undefined : account.tokenOwner.username,
    faults: entered && creatingFaults(entered, account),
    isSaved,
    ...previewOf(shown.branchTemplate, account),
  };
}

/** What a template makes of a sample issue, or why it makes nothing. */
export function previewOf(
  template: string,
  { lowerCaseKeys: lowerCase }: Pick<Account, 'lowerCaseKeys'>,
): View {
  const fault = branchTemplateFault(template, { lowerCase });
  return fault === undefined
    ? {
        example: branchNameFor(template, sample, { lowerCase }),
        key: sample.key,
        summary: sample.summary,
      }
    : { exampleFault: say(`create.ref.${fault}`) };
}
