import type { CommitPayload, FilePayload } from '../../jira/devinfo-payload.ts';
import type { ChangedFile, CommitFacts } from '../entity.ts';
import { fitCount, fitId, fitInert, fitText, fitTime, fitUrl, type Cuts } from './fit.ts';
import { toAuthor } from './person.ts';
import type { Surroundings } from './surroundings.ts';

const longestMessage = 1024;
const longestPath = 1024;
const mostFiles = 10;
const shortShaLength = 8;

export function toCommit(
  facts: CommitFacts,
  { id, issueKeys, repository, cuts }: Surroundings,
): CommitPayload {
  const url = fitUrl(facts.url, cuts) ?? repository.url;
  const files = (facts.files ?? []).slice(0, mostFiles);
  return {
    id: fitId(id),
    displayId: fitText(facts.sha.slice(0, shortShaLength), shortShaLength, cuts),
    message: fitInert(facts.message, longestMessage, cuts),
    author: toAuthor(facts.author, cuts),
    fileCount: fitCount(facts.fileCount ?? files.length),
    files: files.length === 0 ? undefined : files.map((file) => toFile(file, url, cuts)),
    url,
    authorTimestamp: fitTime(facts.authoredAt),
    flags: facts.isMerge ? ['MERGE_COMMIT'] : undefined,
    issueKeys,
  };
}

/** The same commit with its message as its author wrote it: Jira carries out the Smart Commits in it. */
export function asWritten(payload: CommitPayload, { message }: Pick<CommitFacts, 'message'>): CommitPayload {
  return { ...payload, message: fitText(message, longestMessage, { count: 0 }) };
}

function toFile(file: ChangedFile, commitUrl: string, cuts: Cuts): FilePayload {
  return {
    path: fitText(file.path, longestPath, cuts),
    url: fitUrl(file.url, cuts) ?? commitUrl,
    changeType: file.change,
    linesAdded: fitCount(file.linesAdded),
    linesRemoved: fitCount(file.linesRemoved),
  };
}
