import type { z } from 'zod';
import type { Context } from '../../../context.ts';
import { dataCenter } from '../../../jira/dialect/data-center.ts';
import { AppError } from '../../../lib/errors.ts';
import type { HttpResponse } from '../../../lib/http/request.ts';
import { say } from '../../../lib/words/say.ts';
import { parsed } from '../../calls/jira-answer.ts';
import { siteUrl } from '../site-url.ts';
import { jiraVersion, oldestJira } from '../version/jira-version.ts';
import { serverInfo } from '../version/server-info.schema.ts';

/** A Jira that answers at an address that somebody has typed. */
export type FoundJira = {
  /** As of `siteUrl`. */
  readonly url: string;
  /** Undefined where Jira tells it to nobody who has not signed in. */
  readonly version: string | undefined;
  /** What Jira calls itself, where that is another address. */
  readonly ownUrl: string | undefined;
};

/**
 * Looks, without signing in, whether a Jira that can let the app in answers at an address.
 *
 * @throws AppError with words for whoever typed it: those of `siteUrl` and `Http.send` (a certificate, no such host);
 * `redirected` (the path below which Jira runs is missing, or a login page stands in front), `unexpected_answer` (no
 * Jira), `unavailable`, `conflict` (Jira Cloud, too old)
 */
export async function lookAtJira(ctx: Context, typed: string): Promise<FoundJira> {
  const url = siteUrl(typed, ctx.config.privateHosts);
  const answer = await get(ctx, `${url}${dataCenter.api}/serverInfo`);
  const info = infoOf(answer);
  if (info === undefined) return unknownJira(ctx, url, answer);
  if (info.deploymentType === 'Cloud') throw new AppError('conflict', say('selfHosted.setUp.isCloud'));
  const { version, baseUrl } = info;
  if (!jiraVersion(version).hasTokens) {
    throw new AppError('conflict', say('selfHosted.setUp.tooOld', { version, oldest: oldestJira }));
  }
  const own = baseUrl?.replace(/\/+$/, '');
  return { url, version, ownUrl: own === url ? undefined : own };
}

/** Who tells no version may be a Jira all the same, which lets nobody in without a sign-in; else the error says what it is. */
async function unknownJira(ctx: Context, url: string, answer: HttpResponse): Promise<FoundJira> {
  const { status, headers } = answer;
  if (status === 502 || status === 503 || status === 504) {
    throw new AppError('unavailable', say('selfHosted.notAvailable', { status: String(status) }));
  }
  // Seraph is what Jira signs people in with; a request's id is in each of its answers.
  const isJira = headers['x-arequestid'] !== undefined || headers['x-seraph-loginreason'] !== undefined;
  if (isJira && (status === 401 || status === 403)) return { url, version: undefined, ownUrl: undefined };
  const below = await jiraBelow(ctx, url, answer);
  if (below !== undefined)
    throw new AppError('redirected', say('selfHosted.setUp.below', { address: below }));
  const to = headers['location'];
  if (status >= 300 && status < 400 && to !== undefined && URL.canParse(to, url)) {
    const { host } = new URL(to, url);
    throw new AppError('redirected', say('selfHosted.setUp.leadsTo', { site: new URL(url).host, to: host }));
  }
  throw new AppError('unexpected_answer', say('selfHosted.setUp.noJira', { site: url }));
}

/**
 * A Jira with a context path, looked for where its server leads from the address without one: people leave the path out,
 * or copy the address of a proxy.
 */
async function jiraBelow(ctx: Context, url: string, first: HttpResponse): Promise<string | undefined> {
  const front = first.headers['location'] === undefined ? await get(ctx, `${url}/`) : first;
  const to = front.headers['location'];
  if (to === undefined || !URL.canParse(to, url)) return undefined;
  const { origin, pathname } = new URL(to, url);
  const [, segment = ''] = pathname.split('/');
  const below = `${origin}/${segment}`;
  if (origin !== new URL(url).origin || segment === '' || below === url) return undefined;
  const info = infoOf(await get(ctx, `${below}${dataCenter.api}/serverInfo`));
  return info === undefined ? undefined : below;
}

function infoOf({ status, text }: HttpResponse): z.output<typeof serverInfo> | undefined {
  return status === 200 ? serverInfo.safeParse(parsed(text)).data : undefined;
}

function get({ http }: Pick<Context, 'http'>, url: string): Promise<HttpResponse> {
  const headers = { accept: 'application/json' };
  return http.send({ method: 'GET', url, headers, timeoutMs: 10_000, maxBytes: 1024 * 1024 });
}
