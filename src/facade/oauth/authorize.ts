import { newState, randomText, sha256, stateKeyOf } from '../../lib/secrets/one-time-state.ts';
import { normaliseNamespacePath } from '../../account/form/namespace-path.ts';
import type { Context } from '../../context.ts';
import { probeHost } from '../../gitlab/host.client.ts';
import { authorizeUrl } from '../../gitlab/oauth.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { inPlainEnglish } from '../../lib/words/speak.ts';
import { isBelow } from '../below.ts';
import { findFacade, listFacades, noteProblem, type Facade } from '../facade.store.ts';
import { fromSegment, toSegment } from '../names.ts';
import { insertAsking, takeAsking } from './code.store.ts';

/** Long enough to sign in to GitLab with a second factor. */
const consentMs = 10 * 60_000;
/** The connector exchanges a code at once; GitLab's own ends after 10 minutes. */
const codeMs = 2 * 60_000;

/** The Redirect URI of the application in GitLab. */
export function callbackUrl({ config }: Pick<Context, 'config'>): string {
  return `${config.appBaseUrl}/login/oauth/callback`;
}

export type AskedFor = {
  readonly clientId: string;
  readonly redirectUri: string;
  /** What the person has typed on our page, where Jira did not say it. */
  readonly organization?: string | undefined;
};

export type Leaving =
  /** Jira has not said which account: the person is asked. */
  | { readonly asks: 'organization'; readonly facade: Facade }
  | { readonly url: string; readonly organization: string };

/**
 * The connector sends a person here, to be let into GitLab. `redirect_uri` has to be below the base URL of a Jira that is
 * served, so that our codes go nowhere else; in its query stands what was typed as account (GithubOAuthUtils,
 * `createGithubRedirectUrl`). There is no `state` of Jira's: its `atl_token` in `redirect_uri` is what protects Jira.
 *
 * @param browser what the browser's cookie holds: only this browser can finish what it starts here
 * @throws AppError `not_found` (no Jira is served), `bad_request`, errors of `probeHost`
 */
export async function leaveForGitlab(
  ctx: Context,
  { clientId, redirectUri, organization }: AskedFor,
  browser: string,
): Promise<Leaving> {
  const facade = await facadeOf(ctx, redirectUri);
  const asked = organization ?? new URL(redirectUri).searchParams.get('organization') ?? '';
  if (asked.trim() === '') return { asks: 'organization', facade };
  const path = accountPath(asked);
  await probeHost(ctx.http, facade.gitlabUrl).catch(async (error: unknown) => {
    if (error instanceof AppError)
      await noteProblem(ctx.db, facade.tenantId, { problem: error.text, now: ctx.clock.now() });
    throw error;
  });
  const { state, key } = newState(facade.tenantId);
  const verifier = randomText();
  const now = ctx.clock.now();
  await insertAsking(ctx.db, key, {
    asking: { clientId, redirectUri, organization: toSegment(path) },
    ...{ verifier, browserHash: sha256(browser), sealer: ctx.sealer, now, endsAt: now + consentMs },
  });
  const application = { hostUrl: facade.gitlabUrl, clientId, redirectUri: callbackUrl(ctx) };
  const url = authorizeUrl(application, { state, challenge: sha256(verifier) });
  return { url, organization: toSegment(path) };
}

async function facadeOf(ctx: Context, redirectUri: string): Promise<Facade> {
  const served = (await listFacades(ctx.db)).filter(({ enabled }) => enabled);
  if (served.length === 0) throw notServed();
  const fitting = served.filter(({ jiraUrl }) => isBelow(redirectUri, jiraUrl));
  // Two sites of one server may be below each other: the longer address is the one that is meant.
  const [facade] = fitting.sort((one, other) => other.jiraUrl.length - one.jiraUrl.length);
  if (facade !== undefined) return facade;
  throw new AppError('bad_request', say('facade.unknownJira'));
}

export function notServed(): AppError {
  return new AppError('not_found', say('facade.notServed'));
}

/** The connector puts what was typed into addresses as one segment, so a subgroup has to be typed with `@`. */
function accountPath(typed: string): string {
  const text = typed.trim();
  if (text.includes('/')) {
    const instead = toSegment(text).slice(0, 200);
    throw new AppError('bad_request', say('facade.slash', { typed: text.slice(0, 200), instead }));
  }
  return normaliseNamespacePath(fromSegment(text), undefined);
}

/** What GitLab appended to the Redirect URI, and the cookie of the browser that came. */
export type CameBack = {
  readonly state: string;
  readonly browser: string;
  readonly code: string | undefined;
  readonly error: string | undefined;
};

/**
 * GitLab sends the person back: the state is used up, and the person goes on to Jira, with a code of ours that works
 * once, or with what GitLab said in place of one.
 *
 * @returns the address in Jira
 * @throws AppError `bad_request` for a state that cannot be used, `not_found` where the Jira is not served any more
 */
export async function returnToJira(ctx: Context, { state, browser, code, error }: CameBack): Promise<string> {
  const key = stateKeyOf(state);
  const facade = key && (await findFacade(ctx.db, key.tenantId));
  if (key === undefined || facade?.enabled !== true) throw key ? notServed() : stale();
  const ours = newState(key.tenantId);
  const now = ctx.clock.now();
  const asking = await takeAsking(ctx.db, key, {
    ...{ browserHash: sha256(browser), codeHash: ours.key.stateHash, gitlabCode: code },
    ...{ sealer: ctx.sealer, now, endsAt: now + codeMs },
  });
  if (asking === undefined) throw stale();
  // The site may have been given another address meanwhile.
  if (!isBelow(asking.redirectUri, facade.jiraUrl)) throw stale();
  if (code !== undefined) return withParameters(asking.redirectUri, { code: ours.state });
  const problem = say(error === 'invalid_scope' ? 'facade.noScope' : 'facade.denied');
  await noteProblem(ctx.db, facade.tenantId, { problem, now });
  return withParameters(asking.redirectUri, {
    error: error ?? 'access_denied',
    error_description: inPlainEnglish(problem),
  });
}

function stale(): AppError {
  return new AppError('bad_request', say('facade.stale'));
}

/** The rest of the address stays as Jira wrote it. */
function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const [front = '', fragment] = address.split('#', 2);
  const query = new URLSearchParams(parameters).toString();
  const whole = `${front}${front.includes('?') ? '&' : '?'}${query}`;
  return fragment === undefined ? whole : `${whole}#${fragment}`;
}
