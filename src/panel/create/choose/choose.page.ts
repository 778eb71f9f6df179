import { hostNameOf } from '../../../account/pages/guide.page.ts';
import { say } from '../../../lib/words/say.ts';
import type { Text } from '../../../lib/words/text.ts';
import type { Choice, Thing } from './choose.ts';
import type { Place } from './place.ts';

type View = Readonly<Record<string, unknown>>;

/** The list of repositories of a form, one of them chosen. */
export function repositoriesView({ issue, thing, search, page, repositories, hasMore, place }: Choice): View {
  const address = (wanted: number) => {
    const query = new URLSearchParams({ issueKey: issue.key, search, page: String(wanted) });
    return `${folderOf(thing)}/repositories?${query.toString()}`;
  };
  return {
    issueKey: issue.key,
    folder: folderOf(thing),
    repositories: repositories.map(({ id, name, path, isOfIssue }) => ({
      ...{ id, name, path, isOfIssue },
      issueKey: issue.key,
      isChosen: id === place?.repository.id,
      // The form goes along, with the issue in it.
      placeUrl: `${folderOf(thing)}/place`,
    })),
    isEmpty: repositories.length === 0,
    isSearched: search !== '',
    search,
    previousUrl: page > 1 ? address(page - 1) : undefined,
    nextUrl: hasMore ? address(page + 1) : undefined,
  };
}

function folderOf(thing: Thing): string {
  return thing === 'branch' ? '/branches' : '/merge-requests';
}

/** As whom something is made, and where. */
export function wayView({ repository, way, mayAllow }: Place, { issue }: Pick<Choice, 'issue'>): View {
  const sources = new URLSearchParams({ issueKey: issue.key, repository: repository.id });
  return {
    path: repository.path,
    hostName: hostNameOf(repository.hostUrl),
    way: wayWords(way),
    mayAllow,
    isByHand: way.kind === 'by-hand',
    sourcesUrl: way.kind === 'by-hand' ? undefined : `/branches/sources?${sources.toString()}`,
  };
}

function wayWords(way: Place['way']): Text {
  if (way.kind === 'by-hand') return say('create.way.byHand');
  return way.kind === 'self'
    ? say('create.way.self', { username: way.username })
    : say('create.way.account', { username: way.username });
}
