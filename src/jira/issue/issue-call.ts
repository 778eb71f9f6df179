import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { JiraAnswer, JiraConnection, JiraRequest } from '../connection.ts';
import { jiraFailure, jiraWords } from '../failure.ts';

/** Who asks Jira about which issue. */
export type IssueCall = {
  readonly connection: JiraConnection;
  /** As whom, an account id; undefined: as the app. */
  readonly accountId: string | undefined;
  readonly issueKey: string;
  /** Epoch ms. */
  readonly now: number;
  readonly signal?: AbortSignal | undefined;
};

/** What Jira answers to a call that it may refuse. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  /** 4xx: nothing was done. `words` are Jira's own, in the language of whoever it was asked as. */
  | { readonly ok: false; readonly status: number; readonly words: string | undefined };

/** What an app hangs on a comment or a worklog. Jira takes keys of 255 characters and values of 32,768 bytes as JSON. */
export type EntityProperty = { readonly key: string; readonly value: unknown };

/**
 * @param read gives undefined for an answer that it cannot read
 * @throws AppError `conflict` (409: somebody changes the issue just now), `unavailable` (5xx), `unexpected_answer`, and
 * those of `JiraConnection.callAs`
 */
export async function askIssue<T>(
  call: IssueCall,
  request: Omit<JiraRequest, 'issue' | 'signal'>,
  read: (answer: JiraAnswer) => T | undefined,
): Promise<Answered<T>> {
  const { connection, accountId, issueKey: issue, signal } = call;
  const asked: JiraRequest = { ...request, issue, signal };
  const answer = await (accountId === undefined
    ? connection.call(asked)
    : connection.callAs(accountId, asked));
  const { status, body } = answer;
  if (status === 409) {
    throw new AppError('conflict', say('errors.jira.issueBusy'));
  }
  // 408 says that Jira gave up waiting, and nothing of what it did until then.
  if (status >= 400 && status < 500 && status !== 408) return { ok: false, status, words: jiraWords(body) };
  const value = status >= 200 && status < 300 ? read(answer) : undefined;
  if (value === undefined) throw jiraFailure(answer, call.now);
  return { ok: true, value };
}

/** `/rest/api/3/issue/KEY-1` and what is below it. */
export function issuePath(
  { connection, issueKey }: Pick<IssueCall, 'connection' | 'issueKey'>,
  below = '',
): string {
  return `${connection.dialect.api}/issue/${encodeURIComponent(issueKey)}${below}`;
}

/** Epoch ms of `2021-01-17T12:34:00.000+0000`, as Jira writes times; NaN for anything else. */
export function timeOf(text: string): number {
  return Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}
