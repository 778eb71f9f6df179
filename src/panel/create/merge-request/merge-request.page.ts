import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import type { Trouble } from '../branch/branch.page.ts';
import { repositoriesView, wayView } from '../choose/choose.page.ts';
import { suggestionOf, type Choice } from '../choose/choose.ts';
import type { MergeRequestOutcome, WantedMergeRequest } from './create-merge-request.ts';
import type { Place } from '../choose/place.ts';

type View = Readonly<Record<string, unknown>> & { readonly title?: Text };

export type MergeRequestFields = Omit<WantedMergeRequest, 'issueKey'>;

type Shown = {
  readonly entered?: Partial<MergeRequestFields> | undefined;
  readonly trouble?: Trouble | undefined;
  /** Branches of the issue in the chosen repository, the newest first. */
  readonly branches: readonly string[];
};

/** The form "Create merge request". */
export function mergeRequestPage(choice: Choice, shown: Shown): View {
  const { issue, place } = choice;
  return {
    title: say('create.mergeRequest.title', { issueKey: issue.key }),
    issueKey: issue.key,
    list: repositoriesView(choice),
    trouble: shown.trouble?.field === undefined ? shown.trouble : undefined,
    place: place && mergeRequestPlace(place, choice, shown),
  };
}

/** The part of the form that depends on the repository. */
export function mergeRequestPlace(
  place: Place,
  { issue }: Pick<Choice, 'issue'>,
  { entered, trouble, branches }: Shown,
): View {
  const faultAt = (field: string) => (trouble?.field === field ? trouble.fault : undefined);
  return {
    ...wayView(place, { issue }),
    branches,
    source: entered?.sourceBranch ?? branches[0] ?? '',
    target: entered?.targetBranch ?? place.repository.defaultBranch ?? '',
    subject: entered?.title ?? suggestionOf(place.account, issue, 'merge-request'),
    draft: entered?.draft ?? false,
    sourceFault: faultAt('source'),
    targetFault: faultAt('target'),
    subjectFault: faultAt('title'),
  };
}

type Done = Exclude<MergeRequestOutcome, { kind: 'faulty' | 'refused' }>;

export function mergeRequestDonePage(
  { issueKey, title, repository }: { issueKey: string; title: string; repository: Place['repository'] },
  done: Done,
): View {
  return {
    title: say(`create.mergeRequest.${done.kind}`),
    kind: done.kind,
    url: done.url,
    name: title,
    reference: done.kind === 'by-hand' ? undefined : done.number,
    issueKey,
    path: repository.path,
  };
}
