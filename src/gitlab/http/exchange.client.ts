import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import type { HttpResponse } from '../../lib/http/request.ts';
import { gitlabError } from './gitlab-error.ts';
import type { GitlabAnswer, GitlabContext, GitlabOptions, GitlabRequest } from './gitlab-request.ts';
import { learnLimits, takeRequest } from './keep-budget.ts';
import { rateLimit, type RateLimit } from './rate-limit.ts';
import { thing, type Thing } from './thing.ts';

/** One request to GitLab as the account's user, within the budget that all processes share. */
export type Exchange = {
  /** @throws AppError of `Http.send` and of `gitlabError`; `rate_limited` before sending while the budget is blocked. */
  send(request: GitlabRequest): Promise<GitlabAnswer>;
  /** Requests sent so far, refused ones included. */
  sent(): number;
  /** The window as the newest answer told it; undefined where the instance has no limits. */
  limits(): RateLimit | undefined;
};

export function createExchange(ctx: GitlabContext, options: GitlabOptions): Exchange {
  let sent = 0;
  let newest: RateLimit | undefined;
  const ask = async (request: GitlabRequest, token: string): Promise<HttpResponse> => {
    sent += 1;
    const answer = await ctx.http.send({
      method: request.method,
      url: `${options.hostUrl}${request.path}`,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body,
      signal: options.signal,
    });
    newest = rateLimit(answer.headers) ?? newest;
    await learnLimits(ctx, options, { request, answer });
    return answer;
  };
  return {
    sent: () => sent,
    limits: () => newest,
    async send(request) {
      if (options.lane !== 'live') await ctx.rightOfWay.giveWay();
      await takeRequest(ctx, options, request);
      const token = await options.accessToken();
      let answer = await ask(request, token);
      if (answer.status === 401) {
        const renewed = await options.accessToken(token);
        if (renewed !== token) answer = await ask(request, renewed);
      }
      if (answer.status < 200 || answer.status > 299) {
        throw gitlabError({ ...answer, now: ctx.clock.now(), what: request.what });
      }
      const body = answer.status === 204 ? undefined : parseJson(answer.text, request.what);
      return { headers: answer.headers, body };
    },
  };
}

function parseJson(text: string, what: Thing): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError('unexpected_answer', say('errors.gitlab.notJson', { what: thing(what) }), { cause });
  }
}
