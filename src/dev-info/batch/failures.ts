import { asAppError, jobRuleOf, type AppError } from '../../lib/errors.ts';
import type { JiraApi } from '../jira-api.ts';

/** What went wrong at each API in one piece of work; the others went on. */
export type Failures = Map<JiraApi, AppError>;

/**
 * Does one API's part and keeps its failure.
 *
 * @throws AppError `cancelled`: the process stops, and no API can help it
 */
export async function tryApi(failures: Failures, api: JiraApi, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = asAppError(thrown);
    if (jobRuleOf[error.code] === 'again') throw error;
    failures.set(api, error);
  }
}

/** The same for several APIs at once; all have ended when this ends. */
export async function tryEach<T>(
  failures: Failures,
  parts: readonly (T & { readonly api: JiraApi })[],
  work: (part: T & { readonly api: JiraApi }) => Promise<void>,
): Promise<void> {
  const ends = await Promise.allSettled(parts.map((part) => tryApi(failures, part.api, () => work(part))));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

export function withoutFailed(apis: readonly JiraApi[], failures: Failures): JiraApi[] {
  return apis.filter((api) => !failures.has(api));
}
