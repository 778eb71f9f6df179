import type { RepositoryPayload } from '../../jira/devinfo-payload.ts';
import { fitText, fitUrl } from './fit.ts';

const longestName = 255;
const longestUrl = 2000;

/** What Jira shows of a repository. `id` is its id in Jira. */
export type RepositoryFacts = {
  readonly jiraRepositoryId: string;
  readonly name: string;
  readonly webUrl: string;
  readonly avatarUrl: string | null;
};

export function toRepository(repository: RepositoryFacts): RepositoryPayload {
  const cuts = { count: 0 };
  return {
    id: repository.jiraRepositoryId,
    name: fitText(repository.name, longestName, cuts),
    url: fitUrl(repository.webUrl, cuts) ?? repository.webUrl.slice(0, longestUrl),
    avatar: fitUrl(repository.avatarUrl ?? undefined, cuts),
  };
}
