import type { Context } from '../../context.ts';
import type { JiraAnswer } from '../../jira/connection.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { HttpResponse } from '../../lib/http/request.ts';
import { limited, parsed } from '../calls/jira-answer.ts';
import type { TenantCall } from '../jira-limits.ts';

/**
 * A self-hosted Jira's answer for whoever asked, or the error that concerns the site as a whole. 401 is not among them:
 * what it means depends on the token.
 *
 * @throws AppError `rate_limited`, `redirected`, `unavailable` (503 while Jira starts, is upgraded or indexed, 502 and
 * 504 of a proxy), `forbidden` (a captcha), `unexpected_answer` (something else answers in its place)
 */
export async function answerOfServer(
  ctx: Context,
  { response, ...call }: TenantCall & { readonly response: HttpResponse },
): Promise<JiraAnswer> {
  const { status, headers, text } = response;
  if (status === 429) throw await limited(ctx, call, response);
  if (status >= 300 && status < 400) {
    const host = hostOf(headers['location']);
    throw new AppError(
      'redirected',
      host === undefined ? say('selfHosted.redirected') : say('selfHosted.redirectedTo', { host }),
    );
  }
  if (isCaptcha(headers)) {
    throw new AppError('forbidden', say('selfHosted.captcha'));
  }
  if (status === 502 || status === 503 || status === 504) {
    throw new AppError('unavailable', say('selfHosted.notAvailable', { status: String(status) }), {
      retryAt: retryAt(ctx.clock.now(), headers['retry-after']),
    });
  }
  const body = parsed(text);
  if (body === undefined && text !== '' && (status === 200 || status === 404)) {
    throw new AppError('unexpected_answer', say('selfHosted.notRest'));
  }
  return { status, headers, body };
}

/** "X-Authentication-Denied-Reason: CAPTCHA_CHALLENGE; login-url=…". */
function isCaptcha(headers: HttpResponse['headers']): boolean {
  return (headers['x-authentication-denied-reason'] ?? '').includes('CAPTCHA_CHALLENGE');
}

function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;
}

const hour = 3_600_000;

function retryAt(now: number, after: string | undefined): number | undefined {
  const seconds = Number(after);
  return Number.isFinite(seconds) && seconds > 0 ? now + Math.min(seconds * 1000, hour) : undefined;
}
