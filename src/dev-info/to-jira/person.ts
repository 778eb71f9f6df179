import type { AuthorPayload, ReviewerPayload } from '../../jira/devinfo-payload.ts';
import type { Person, Reviewer } from '../entity.ts';
import { fitOptional, fitUrl, type Cuts } from './fit.ts';

const longestName = 255;
const longestEmail = 254;

/** Jira finds its user by e-mail. */
export function toAuthor(person: Person, cuts: Cuts): AuthorPayload {
  return {
    name: fitOptional(person.name, longestName, cuts),
    email: fitEmail(person.email, cuts),
    username: fitOptional(person.username, longestName, cuts),
    url: fitUrl(person.url, cuts),
    avatar: fitUrl(person.avatar, cuts),
  };
}

/** Jira knows no "changes requested": whoever has not approved has not approved. */
export function toReviewer(reviewer: Reviewer, cuts: Cuts): ReviewerPayload {
  return {
    name: fitOptional(reviewer.name, longestName, cuts),
    email: fitEmail(reviewer.email, cuts),
    url: fitUrl(reviewer.url, cuts),
    avatar: fitUrl(reviewer.avatar, cuts),
    approvalStatus: reviewer.approval === 'APPROVED' ? 'APPROVED' : 'UNAPPROVED',
  };
}

/** A part of an address is another address: one that does not fit is left out. */
function fitEmail(email: string | undefined, cuts: Cuts): string | undefined {
  const fitting = fitOptional(email, longestEmail, { count: 0 });
  if (fitting === email || email === '') return fitting;
  cuts.count += 1;
  return undefined;
}
