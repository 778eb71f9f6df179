import type { Reviewer } from '../../dev-info/entity.ts';
import { momentOf, webAddress } from '../../lib/page-words.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import type { ProjectDevelopment, ProjectFigures } from './project-for.ts';
import { passedWords } from './span-words.ts';
import { mostCounted, waits, type Wait, type WaitingMergeRequest } from './waiting.store.ts';

const approvals = {
  APPROVED: { label: say('panel.review.approved'), kind: 'success' },
  NEEDSWORK: { label: say('panel.review.changes'), kind: 'warning' },
  UNAPPROVED: { label: say('panel.review.none'), kind: 'plain' },
} as const satisfies Record<Reviewer['approval'], { label: Text; kind: string }>;

const states = {
  opened: { label: say('panel.waiting.forReview'), kind: 'info' },
  changes: { label: say('panel.review.changes'), kind: 'warning' },
  approved: { label: say('panel.review.approved'), kind: 'success' },
  draft: { label: say('panel.state.draft'), kind: 'plain' },
} as const satisfies Record<Wait, { label: Text; kind: string }>;

/** Open merge requests by what they wait for. Addresses carry the page, so that each answer is this page. */
export function waitingView(project: ProjectDevelopment, { waiting }: ProjectFigures) {
  const { counts, total, page, pages, shown, hidden } = waiting;
  const urlOf = (wanted: number) => `/project?projectKey=${project.projectKey}&page=${wanted}`;
  return {
    total:
      total > mostCounted
        ? say('panel.waiting.moreThan', { count: mostCounted })
        : say('panel.waiting.total', { count: total, parts: partsOf(counts) }),
    isEmpty: total === 0,
    hidden: hidden === 0 ? undefined : say('panel.waiting.hidden', { count: hidden }),
    rows: shown.map((one) => rowOf(one, project)),
    manyPages: pages > 1,
    pageWords: say('panel.waiting.page', { at: page, all: pages }),
    previousUrl: page > 1 ? urlOf(page - 1) : undefined,
    nextUrl: page < pages ? urlOf(page + 1) : undefined,
  };
}

/** How many wait for what, where any do. */
function partsOf(counts: ProjectFigures['waiting']['counts']): Text[] {
  return waits.flatMap((wait) => {
    const count = counts[wait];
    return count === 0 ? [] : [say(`panel.waiting.count.${wait}`, { count })];
  });
}

function rowOf({ wait, facts, issueKeys }: WaitingMergeRequest, { siteUrl, now }: ProjectDevelopment) {
  const { title, url, reference, author, createdAt, reviewers } = facts;
  return {
    title,
    url: webAddress(url),
    reference,
    author: author.name,
    state: states[wait],
    issues: issueKeys.slice(0, 5).map((key) => ({ key, url: webAddress(`${siteUrl}/browse/${key}`) })),
    waits: passedWords(Math.max(0, now - createdAt)),
    since: momentOf(createdAt),
    reviewers: reviewers.map(({ name, approval }) => ({ name, ...approvals[approval] })),
  };
}
