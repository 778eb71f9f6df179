import type { GitlabMergeRequest } from '../../gitlab/merge-request.schema.ts';
import { asAppError } from '../../lib/errors.ts';
import { inParts } from '../../lib/in-parts.ts';
import { advanceUpdates, byUpdate, type ByUpdate } from '../merge-requests/by-update.ts';
import { graphqlPath } from '../merge-requests/import-merge-requests.ts';
import { mergeRequestKeys } from '../merge-requests/merge-request-entity.ts';
import type { Subject } from './subject.ts';

const approvalsAtOnce = 4;

/** All merge requests: by GraphQL, or by REST where this GitLab's GraphQL does not have what is needed. */
export async function* readMergeRequests(subject: Subject): AsyncGenerator<readonly GitlabMergeRequest[]> {
  const { account, repository, gitlab } = subject;
  const path = graphqlPath(account.gitlabVersion, repository.path);
  let after: string | undefined;
  try {
    while (path !== undefined) {
      const page = await gitlab.mergeRequestsByCursor({ path, order: 'CREATED_ASC', after });
      yield page.items;
      if (page.next === undefined) return;
      after = page.next;
    }
  } catch (thrown) {
    const { code } = asAppError(thrown);
    if (code !== 'feature_disabled' && code !== 'not_found') throw thrown;
  }
  yield* readByUpdate(subject);
}

async function* readByUpdate({
  gitlab,
  repository,
  account,
}: Subject): AsyncGenerator<readonly GitlabMergeRequest[]> {
  const projectId = repository.gitlabProjectId;
  for (let position: ByUpdate = byUpdate; !position.isOver;) {
    const { updatedAfter, page } = position;
    const answer: Awaited<ReturnType<typeof gitlab.mergeRequestsByUpdate>> =
      await gitlab.mergeRequestsByUpdate({ projectId, updatedAfter: updatedAfter ?? undefined, page });
    yield inParts(answer.items, approvalsAtOnce, async (item) => {
      if (mergeRequestKeys(item, { lowerCase: account.lowerCaseKeys }).length === 0) return item;
      return { ...item, reviewers: await gitlab.approvals({ projectId, iid: item.iid }) };
    });
    position = advanceUpdates(position, answer);
  }
}
