import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import { repositoriesView, wayView } from '../choose/choose.page.ts';
import { suggestionOf, type Choice } from '../choose/choose.ts';
import type { Outcome } from './create-branch.ts';
import type { Place } from '../choose/place.ts';

type View = Readonly<Record<string, unknown>> & { readonly title?: Text };

export type BranchFields = { readonly name: string; readonly source: string };

/** What could not be done, and with which field. */
export type Trouble = {
  readonly field?: string | undefined;
  readonly fault: Text;
  /** GitLab's own page, for who is stuck. */
  readonly url?: string | undefined;
};

/** The form "Create branch". @param entered what the person wrote, where it is shown again */
export function branchPage(choice: Choice, entered?: BranchFields, trouble?: Trouble): View {
  const { issue, place } = choice;
  return {
    title: say('create.branch.title', { issueKey: issue.key }),
    issueKey: issue.key,
    list: repositoriesView(choice),
    trouble: trouble?.field === undefined ? trouble : undefined,
    place: place && branchPlace(place, { choice, entered, trouble }),
  };
}

/** The part of the form that depends on the repository. */
export function branchPlace(
  place: Place,
  of: { choice: Pick<Choice, 'issue'>; entered?: BranchFields | undefined; trouble?: Trouble | undefined },
): View {
  const { issue } = of.choice;
  const faultAt = (field: string) => (of.trouble?.field === field ? of.trouble.fault : undefined);
  return {
    ...wayView(place, { issue }),
    name: of.entered?.name ?? suggestionOf(place.account, issue, 'branch'),
    source: of.entered?.source ?? place.repository.defaultBranch ?? '',
    nameFault: faultAt('name'),
    sourceFault: faultAt('source'),
  };
}

type Done = Exclude<Outcome, { kind: 'faulty' | 'refused' }>;

/** After it was made, or on the way to GitLab's own page. */
export function branchDonePage(
  { issueKey, name, repository }: { issueKey: string; name: string; repository: Place['repository'] },
  { kind, url }: Done,
): View {
  const mergeRequest = new URLSearchParams({ issueKey, repository: repository.id, source: name });
  return {
    title: say(`create.branch.${kind}`),
    kind,
    url,
    name,
    issueKey,
    path: repository.path,
    checkout: `git fetch && git switch ${shellWord(name)}`,
    nextUrl: kind === 'by-hand' ? undefined : `/merge-requests/new?${mergeRequest.toString()}`,
  };
}

/** A name may hold what a shell would take for its own. */
function shellWord(name: string): string {
  return /^[\w./@-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
