import type { Reviewer } from '../../dev-info/entity.ts';
import { countOf, countWords, momentOf, webAddress } from '../../lib/page-words.ts';
import type { ProjectDevelopment, ProjectFigures } from './project-for.ts';
import { passedWords } from './span-words.ts';
import { mostCounted, type WaitingMergeRequest } from './waiting.store.ts';

const approvals = {
  APPROVED: { label: 'Approved', kind: 'success' },
  NEEDSWORK: { label: 'Changes requested', kind: 'warning' },
  UNAPPROVED: { label: 'Not reviewed', kind: 'plain' },
} as const satisfies Record<Reviewer['approval'], { label: string; kind: string }>;

/** Open merge requests, the one that waits longest first. Addresses carry the page, so that each answer is this page. */
export function waitingView(project: ProjectDevelopment, { waiting }: ProjectFigures) {
  const { total, page, pages, shown, hidden } = waiting;
  const urlOf = (wanted: number) => `/project?projectKey=${project.projectKey}&page=${wanted}`;
  return {
    total:
      total > mostCounted
        ? `more than ${countWords(mostCounted)} open merge requests`
        : countOf(total, 'open merge request'),
    isEmpty: total === 0,
    hidden: hidden === 0 ? undefined : hidden === 1 ? '1 merge request' : `${hidden} merge requests`,
    rows: shown.map((one) => rowOf(one, project)),
    manyPages: pages > 1,
    pageWords: `Page ${page} of ${pages}`,
    olderUrl: page > 1 ? urlOf(page - 1) : undefined,
    newerUrl: page < pages ? urlOf(page + 1) : undefined,
  };
}

function rowOf({ facts, issueKeys }: WaitingMergeRequest, { siteUrl, now }: ProjectDevelopment) {
  const { title, url, reference, author, draft, createdAt, reviewers } = facts;
  return {
    title,
    url: webAddress(url),
    reference,
    author: author.name,
    draft,
    issues: issueKeys.slice(0, 5).map((key) => ({ key, url: webAddress(`${siteUrl}/browse/${key}`) })),
    waits: passedWords(Math.max(0, now - createdAt)),
    since: momentOf(createdAt),
    reviewers: reviewers.map(({ name, approval }) => ({ name, ...approvals[approval] })),
  };
}
