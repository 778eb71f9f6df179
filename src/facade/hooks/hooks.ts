import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { graphFingerprint } from '../../sync/graph/graph-state.store.ts';
import { getTenant } from '../../tenant/tenant.store.ts';
import { notFoundHere, isoSeconds, type ApiHandler, type Call } from '../api/call.ts';
import { repositoryOf } from '../api/find-repository.ts';
import { isBelow } from '../below.ts';
import { countHooks, deleteHook, findHook, insertHook, listHooks, type JiraHook } from './hook.store.ts';

const posted = z.object({
  name: z.literal('web').optional(),
  active: z.boolean().default(true),
  events: z.array(z.string().max(100)).max(50).default(['push']),
  config: z.object({
    url: z.string().max(2_000),
    content_type: z.enum(['form', 'json']).optional(),
    secret: z.string().min(1).max(1_000).optional(),
  }),
});

/** A Jira registers two; more than that is a mistake. */
const mostHooks = 20;

export const hooks: ApiHandler = async (call) => {
  const { id: repositoryId, tenantId } = await repositoryOf(call);
  const found = await listHooks(call.ctx.db, { tenantId, repositoryId }, call.paging);
  return { rows: found.map((hook) => hookShape(call, hook)) };
};

export const hook: ApiHandler = async (call) => {
  const { id: repositoryId, tenantId } = await repositoryOf(call);
  const found = await findHook(call.ctx.db, { tenantId, repositoryId }, idOf(call));
  if (found === undefined) throw notFoundHere();
  return { json: hookShape(call, found) };
};

/**
 * Jira wants to be told of changes. Only of its own address: a hook to elsewhere would make this server call whatever
 * somebody names. Jira reads what there is by itself when it registers, so it is told of what comes after.
 *
 * @throws AppError `bad_request` with what is wrong
 */
export const addHook: ApiHandler = async (call) => {
  const { ctx, caller } = call;
  const { id: repositoryId, tenantId, isReady } = await repositoryOf(call);
  const given = posted.safeParse(call.body);
  if (!given.success) throw new AppError('bad_request', 'Validation Failed: a hook has a config with a url.');
  const { config, events, active } = given.data;
  const { baseUrl } = await getTenant(ctx.db, caller.tenantId);
  if (!isBelow(config.url, baseUrl)) {
    throw new AppError(
      'bad_request',
      `Validation Failed: the hook's address has to be below ${baseUrl}, the Jira that this server knows. Check the ` +
        'base URL under System, General configuration in Jira.',
    );
  }
  const key = { tenantId, repositoryId };
  if ((await countHooks(ctx.db, key)) >= mostHooks) {
    throw new AppError('bad_request', `Validation Failed: this repository has ${mostHooks} hooks already.`);
  }
  // While it is read for the first time there is nothing to be seen: then the end of that is news.
  const told = isReady ? await graphFingerprint(ctx.db, key) : { branches: '', event: 0 };
  const added = await insertHook(ctx.db, key, {
    hook: {
      url: config.url,
      contentType: config.content_type ?? 'form',
      events,
      active,
      secret: config.secret,
    },
    ...{ told, sealer: ctx.sealer, now: ctx.clock.now() },
  });
  if (added === undefined) throw new AppError('internal', 'The hook was not stored. Please try again.');
  return { status: 201, json: hookShape(call, added) };
};

export const removeHook: ApiHandler = async (call) => {
  const { id: repositoryId, tenantId } = await repositoryOf(call);
  if (!(await deleteHook(call.ctx.db, { tenantId, repositoryId }, idOf(call)))) throw notFoundHere();
  return { status: 204 };
};

function idOf({ params }: Call): number {
  const id = z.coerce.number().int().min(1).safeParse(params['id']).data;
  if (id === undefined) throw notFoundHere();
  return id;
}

/** The secret is never told; `config.url` is what was registered, for the connector compares it. */
function hookShape(call: Call, { id, url, contentType, events, active, createdAt }: JiraHook) {
  const { owner = '', repo = '' } = call.params;
  return {
    id,
    type: 'Repository',
    name: 'web',
    active,
    events,
    // A form is what GitHub takes the absence of a type for, and the connector tells its hooks apart by it.
    config: contentType === 'json' ? { url, content_type: 'json' } : { url },
    url: `${call.baseUrl}/repos/${owner}/${repo}/hooks/${id}`,
    created_at: isoSeconds(createdAt),
    updated_at: isoSeconds(createdAt),
  };
}
