import { AppError } from '../../lib/errors.ts';
import { retryTime } from './rate-limit.ts';

/** What GitLab answered instead of what was asked for. */
export type Refusal = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly now: number;
  /** What was read, in plain words and plural: "merge requests". */
  readonly what: string;
};

/**
 * The error for an answer that is no success. Sources: lib/api/api_guard.rb (401, scope), doc/security/rate_limits.md
 * (429), GitLab's troubleshooting page "Sync Failed" (403 where a project has the feature switched off).
 */
export function gitlabError(refusal: Refusal): AppError {
  const { status, what } = refusal;
  if (status === 401) {
    return new AppError(
      'needs_authorization',
      'GitLab no longer accepts the authorization of this account. Authorize the account again.',
    );
  }
  if (status === 403) return forbidden(refusal);
  if (status === 404) {
    return new AppError(
      'not_found',
      `GitLab has no ${what} here, or the user who authorized this account may not see them (404).`,
    );
  }
  if (status === 429) {
    const retryAt = retryTime(refusal.headers, refusal.now);
    return new AppError('rate_limited', 'GitLab asks us to wait; reading goes on by itself.', { retryAt });
  }
  if (status >= 500) {
    return new AppError(
      'unavailable',
      `GitLab could not answer the request for ${what} (${status}). It will be tried again.`,
      { retryAt: 'retry-after' in refusal.headers ? retryTime(refusal.headers, refusal.now) : undefined },
    );
  }
  if (status >= 300 && status < 400) {
    return new AppError(
      'redirected',
      'GitLab redirected the request to another address. Check the Host URL of the account.',
    );
  }
  return new AppError(
    status === 409 ? 'conflict' : 'bad_request',
    `GitLab did not accept the request for ${what} (${status})${wordsOf(refusal.text)}.`,
  );
}

const longestWords = 300;
const longestBody = 10_000;

/**
 * What GitLab says is wrong, where it does: `{"message": …}` or `{"error": …}`, each a text, a list, or a list for each
 * field (lib/api/helpers.rb, `render_api_error!` and `render_validation_error!`).
 */
function wordsOf(text: string): string {
  try {
    const body: unknown = text.length > longestBody ? undefined : JSON.parse(text);
    if (typeof body !== 'object' || body === null) return '';
    const said = texts('message' in body ? body.message : 'error' in body ? body.error : undefined);
    const words = said.join('; ').replace(/[.\s]+$/, '');
    return words === '' ? '' : `: ${words.slice(0, longestWords)}`;
  } catch {
    return '';
  }
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, of]) => texts(of).map((one) => `${field} ${one}`));
}

function forbidden({ text, what }: Refusal): AppError {
  if (text.includes('insufficient_scope')) {
    return new AppError(
      'needs_authorization',
      'The authorization lacks the scope "api". Tick "api" on the application in GitLab and authorize the account again.',
    );
  }
  return new AppError(
    'feature_disabled',
    `GitLab refuses ${what} (403): the feature is switched off in this project, or the user who authorized this account may not see it.`,
  );
}
