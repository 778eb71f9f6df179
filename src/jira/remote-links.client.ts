import { say } from '../lib/words/say.ts';
import type { Text } from '../lib/words/text.ts';
import { reasonIn, type JiraCall } from './bulk.client.ts';
import { jiraFailure } from './failure.ts';

/** A link on an issue to something elsewhere ("Fields in Remote Issue Links", Jira 5.0 and later). */
export type RemoteLink = {
  /** By which Jira finds it again; at most 255 characters. */
  readonly globalId: string;
  /** What the link is to the issue: Jira groups by it. */
  readonly relationship: string;
  readonly url: string;
  /** At most 255 characters; plain text. */
  readonly title: string;
  readonly summary: string;
  readonly iconUrl: string;
  /** Struck through: what it leads to is over. */
  readonly isResolved: boolean;
};

export type LinkOutcome =
  | { readonly kind: 'done' }
  /** The site has no such issue, or does not show it. */
  | { readonly kind: 'no_issue' }
  | { readonly kind: 'refused'; readonly reason: Text };

const application = { type: 'com.gitlab.dvcs-connector', name: 'GitLab' };
const noPermission = say('errors.jira.mayNotLink');

/**
 * Makes the link of an issue, or replaces the one with this `globalId`.
 *
 * @throws AppError `unavailable`, `unexpected_answer` and those of `JiraConnection.call`
 */
export async function putRemoteLink(
  { connection, now }: JiraCall,
  issueKey: string,
  { globalId, relationship, url, title, summary, iconUrl, isResolved }: RemoteLink,
): Promise<LinkOutcome> {
  const object = {
    url,
    title,
    summary,
    icon: { url16x16: iconUrl, title: relationship },
    status: { resolved: isResolved },
  };
  const body = { globalId, application, relationship, object };
  const answer = await connection.call({ method: 'POST', path: path(issueKey), body, issue: issueKey });
  if (answer.status === 200 || answer.status === 201) return { kind: 'done' };
  if (answer.status === 404) return { kind: 'no_issue' };
  if (answer.status === 403) return { kind: 'refused', reason: noPermission };
  if (answer.status === 400)
    return { kind: 'refused', reason: reasonIn(answer.body) ?? say('errors.jira.refusedSilently') };
  throw jiraFailure(answer, now);
}

/** Takes a link away; that it, or its issue, is not there is as good. Same errors; `refused` without the permission. */
export async function deleteRemoteLink(
  { connection, now }: JiraCall,
  issueKey: string,
  globalId: string,
): Promise<LinkOutcome> {
  const query = { globalId };
  const answer = await connection.call({ method: 'DELETE', path: path(issueKey), query, issue: issueKey });
  if (answer.status === 404 || (answer.status >= 200 && answer.status < 300)) return { kind: 'done' };
  if (answer.status === 403) return { kind: 'refused', reason: noPermission };
  throw jiraFailure(answer, now);
}

function path(issueKey: string): string {
  return `/rest/api/2/issue/${encodeURIComponent(issueKey)}/remotelink`;
}
