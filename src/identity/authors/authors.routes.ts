import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { searchUsers } from '../../jira/users.client.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { formBody } from '../../lib/http/body.ts';
import { renderPage } from '../../lib/http/render.ts';
import { awaited, type Response } from '../../lib/http/web.ts';
import { requireAdmin } from '../../tenant/require-viewer.ts';
import { viewerOf } from '../../tenant/viewer.ts';
import { normalEmail } from '../email-hash.ts';
import { listLinks } from '../linking/link.store.ts';
import { unlink } from '../linking/unlink.ts';
import { askingAs } from '../asking-jira.ts';
import { addMapping, mappingFields, type MappingFaults, type MappingFields } from './add-mapping.ts';
import { authorsPage, mostShown, peoplePage } from './authors.page.ts';
import { listMappings, removeMapping } from './mapping.store.ts';

/** A form that came back with faults. htmx 4 shows the content of every answer, whatever its status. */
const faulty = 422;

const query = z.string().trim().max(200).catch('');
const email = z.object({ email: z.string().min(1).max(500) });
const linked = z.object({ host: z.string().min(1).max(2000), accountId: z.string().min(1).max(128) });

/** The page of a Jira admin about who authors of commits are in Jira. Every route asks Jira for ADMINISTER. */
export function authorsRoutes(ctx: Context): Router {
  const router = express.Router();
  const admin = requireAdmin(ctx);
  router.get(
    '/identities',
    admin,
    awaited((_req, res) => show(ctx, res)),
  );
  router.get(
    '/identities/people',
    admin,
    awaited(async (req, res) => {
      const wanted = query.parse(req.query['person']);
      const found = wanted === '' ? [] : await searchUsers(askingAs(ctx, viewerOf(res)), wanted);
      renderPage(res, 'identity/people', peoplePage(wanted, found));
    }),
  );
  router.post(
    '/identities',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const fields = mappingFields.parse(req.body);
      const faults = await addMapping(ctx, viewerOf(res), fields);
      if (Object.keys(faults).length === 0) return show(ctx, res);
      res.status(faulty);
      await show(ctx, res, { fields, faults });
    }),
  );
  removals(ctx, router);
  return router;
}

function removals(ctx: Context, router: Router): void {
  const admin = requireAdmin(ctx);
  router.post(
    '/identities/remove',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const tenantId = viewerOf(res).tenant.id;
      await removeMapping(ctx.db, { tenantId, email: normalEmail(read(email, req.body).email) });
      await show(ctx, res);
    }),
  );
  router.post(
    '/identities/unlink',
    admin,
    formBody(),
    awaited(async (req, res) => {
      const tenantId = viewerOf(res).tenant.id;
      const { host: hostUrl, accountId: jiraAccountId } = read(linked, req.body);
      await unlink(ctx, { tenantId, hostUrl, jiraAccountId });
      await show(ctx, res);
    }),
  );
}

async function show(
  ctx: Context,
  res: Response,
  form?: { fields: MappingFields; faults: MappingFaults },
): Promise<void> {
  const tenantId = viewerOf(res).tenant.id;
  const [mappings, links] = await Promise.all([
    listMappings(ctx.db, tenantId, mostShown + 1),
    listLinks(ctx.db, tenantId, mostShown + 1),
  ]);
  renderPage(res, 'identity/authors', authorsPage({ mappings, links }, form));
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new AppError('bad_request', say('identity.missing'));
}
