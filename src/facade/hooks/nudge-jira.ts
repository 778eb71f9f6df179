import { createHmac, randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import type { HttpResponse } from '../../lib/http/request.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';
import { getRepository } from '../../repository/repository.store.ts';
import { graphFingerprint } from '../../sync/graph/graph-state.store.ts';
import { isBelow } from '../below.ts';
import { findFacade, type Facade } from '../facade.store.ts';
import { dueHooks, nextDue, noteTold, postponeHooks, type DueHook } from './hook.store.ts';
import { nudgeJira } from './tasks.ts';

const atOnce = 50;
const sliceMs = 10_000;
const timeoutMs = 10_000;
const maxBytes = 64 * 1024;
const firstBackoffMs = 5_000;
const longestBackoffMs = 15 * 60_000;

/**
 * Tells a Jira which repositories have changed. The connector ignores what a notice says and reads by itself (its
 * RootResource, `startRepositorySync`), so one for a repository stands for everything that has happened in it. A Jira that
 * cannot be reached is tried again for as long as it takes; all that waits for it is one notice for each hook.
 */
export async function nudgeSite(ctx: Context, { tenantId }: { tenantId: string }): Promise<void> {
  const facade = await findFacade(ctx.db, tenantId);
  if (facade?.enabled !== true) return;
  const startedAt = ctx.clock.now();
  const due = await dueHooks(ctx.db, tenantId, { now: startedAt, limit: atOnce, sealer: ctx.sealer });
  for (const hook of due) {
    if (ctx.stopping.aborted || ctx.clock.now() - startedAt >= sliceMs) break;
    if (!(await tell(ctx, facade, hook))) break;
  }
  const at = await nextDue(ctx.db, tenantId);
  if (at !== undefined) await ctx.jobs.add(ctx.db, nudgeJira, { payload: { tenantId }, at });
}

/** @returns false where the site cannot be told anything right now */
async function tell(ctx: Context, { tenantId, jiraUrl }: Facade, hook: DueHook): Promise<boolean> {
  const now = ctx.clock.now();
  // Before Jira is told: what changes while it reads is told again.
  const told = await graphFingerprint(ctx.db, hook);
  // The site may have been given another address since the hook was made.
  if (!isBelow(hook.url, jiraUrl)) {
    const problem = say('facade.hook.elsewhere', { site: jiraUrl });
    await noteTold(ctx.db, hook, { told, problem, now });
    return true;
  }
  try {
    const problem = refusalOf(await send(ctx, hook), jiraUrl);
    await noteTold(ctx.db, hook, { told, problem, now });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'cancelled') throw error;
    const failingFor = hook.failingSince === null ? 0 : now - hook.failingSince;
    const backoff = Math.min(longestBackoffMs, Math.max(firstBackoffMs, failingFor));
    await postponeHooks(ctx.db, tenantId, { problem: error.text, now, until: now + backoff });
    ctx.log.warn({ tenantId, code: error.code, err: error }, 'Jira could not be told of a change');
    return false;
  }
}

/**
 * What Jira said against it; null when it took the notice. What it says of one repository holds up no other.
 * @throws AppError `unavailable`, `rate_limited`, `redirected`: it may take it later
 */
function refusalOf({ status }: HttpResponse, jiraUrl: string): Text | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) throw new AppError('rate_limited', say('facade.hook.slow', { site: jiraUrl }));
  if (status >= 500) {
    throw new AppError('unavailable', say('facade.hook.unwell', { site: jiraUrl, status: String(status) }));
  }
  if (status >= 300 && status < 400) {
    throw new AppError('redirected', say('facade.hook.redirected', { site: jiraUrl }));
  }
  return say('facade.hook.refused', { status: String(status) });
}

async function send(ctx: Context, hook: DueHook): Promise<HttpResponse> {
  const isForm = hook.contentType === 'form';
  const event = hook.events.includes('pull_request') ? 'pull_request' : 'push';
  const json = JSON.stringify(await payloadOf(ctx, hook, event));
  const body = isForm ? new URLSearchParams({ payload: json }).toString() : json;
  return ctx.http.send({
    method: 'POST',
    url: hook.url,
    headers: {
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      accept: '*/*',
      'user-agent': `GitHub-Hookshot/${ctx.config.appKey}`,
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      ...signatures(hook.secret, body),
    },
    body,
    timeoutMs,
    maxBytes,
    signal: ctx.stopping,
  });
}

/** GitHub signs the body as it is sent, in both ways ("Validating webhook deliveries"). */
function signatures(secret: string | undefined, body: string): Readonly<Record<string, string>> {
  if (secret === undefined) return {};
  const signed = (algorithm: 'sha1' | 'sha256') =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return { 'x-hub-signature': signed('sha1'), 'x-hub-signature-256': signed('sha256') };
}

async function payloadOf(ctx: Context, { tenantId, repositoryId }: DueHook, event: string): Promise<unknown> {
  const repository = await getRepository(ctx.db, tenantId, repositoryId);
  const about = {
    id: repository?.gitlabProjectId ?? 0,
    name: repository?.name ?? '',
    html_url: repository?.webUrl ?? '',
  };
  return event === 'push'
    ? { ref: `refs/heads/${repository?.defaultBranch ?? 'main'}`, commits: [], repository: about }
    : { action: 'synchronize', repository: about };
}
