import type { Context } from '../../context.ts';
import { findJiraUser, type FoundUser } from '../../identity/find-jira-user.ts';
import { asAppError } from '../../lib/errors.ts';
import { jiraConnection } from '../../tenant/jira-connection.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import { firstLine, parseSmartCommit } from '../parse/parse-smart-commit.ts';
import type { SmartCommit } from '../parse/smart-commit.ts';
import { tryOnIssue, type Forecast } from './try-on-issue.ts';
import type { Text } from '../../lib/words/text.ts';

/** A line to be tried; what is not asked for is ''. */
export type Line = {
  readonly message: string;
  readonly authorEmail: string;
  /** Address of the GitLab that the commit would be in. */
  readonly hostUrl: string;
  readonly issueKey: string;
};

export type Tried = {
  /** The first line of the message: only that is read. */
  readonly line: string;
  readonly commit: SmartCommit;
  /** Undefined where no author is named, or Jira did not say. */
  readonly author: FoundUser | undefined;
  /** Undefined where it takes an author, an issue or a command more. `forecasts` are those of `commit.commands`. */
  readonly onIssue: { readonly issueKey: string; readonly forecasts: readonly Forecast[] } | undefined;
  /** Why Jira could not be asked, in words. */
  readonly trouble: Text | undefined;
};

/** Says how a line is read, as whom it would run and what it would do on an issue. Changes nothing in Jira. */
export async function tryLine(ctx: Context, tenant: Tenant, given: Line): Promise<Tried> {
  const line = firstLine(given.message);
  const tried: Tried = {
    ...{ line, commit: parseSmartCommit(line) },
    ...{ author: undefined, onIssue: undefined, trouble: undefined },
  };
  if (given.authorEmail === '') return tried;
  let author: FoundUser | undefined;
  try {
    const { authorEmail: email, hostUrl } = given;
    author = await findJiraUser(ctx, { tenantId: tenant.id, hostUrl }, { name: '', email });
    const { commands } = tried.commit;
    const issueKey = given.issueKey === '' ? commands[0]?.issueKeys[0] : given.issueKey;
    if (!author.found || issueKey === undefined) return { ...tried, author };
    const { accountId, name } = author;
    const connection = jiraConnection(ctx, tenant, { lane: 'person' });
    const { isThemselves } = await connection.actorFor(accountId);
    const as = isThemselves ? accountId : undefined;
    const call = { connection, accountId: as, issueKey, now: ctx.clock.now() };
    const forecasts = await tryOnIssue({ call, person: { accountId, name }, commands });
    return { ...tried, author, onIssue: { issueKey, forecasts } };
  } catch (thrown) {
    return { ...tried, author, trouble: asAppError(thrown).text };
  }
}
