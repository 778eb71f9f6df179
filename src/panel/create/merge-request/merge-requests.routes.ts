import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { formBody } from '../../../lib/http/body.ts';
import { renderPage } from '../../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../../lib/http/web.ts';
import { say } from '../../../lib/words/say.ts';
import { requireUser } from '../../../tenant/require-viewer.ts';
import { viewerOf } from '../../../tenant/viewer.ts';
import { issueOf } from '../branch/branches.routes.ts';
import { repositoriesView } from '../choose/choose.page.ts';
import { choiceQuery, chooseRepository, isSuggested, type Choice } from '../choose/choose.ts';
import { createMergeRequest } from './create-merge-request.ts';
import { branchesOfIssue } from './issue-branches.store.ts';
import { mergeRequestDonePage, mergeRequestPage, mergeRequestPlace } from './merge-request.page.ts';
import { placeFor } from '../choose/place.ts';
import { singleValues } from '../single-values.ts';

const text = z.string().trim().max(1_000).catch('');
const fields = z.object({
  repository: z.uuid(),
  source: text,
  target: text,
  subject: text,
  draft: z
    .string()
    .optional()
    .transform((value) => value === 'true'),
});
const faulty = 422;

/** "Create merge request", as "Create branch" (`branchesRoutes`). */
export function mergeRequestsRoutes(ctx: Context): Router {
  const router = express.Router();
  const user = requireUser(ctx);
  router.get('/merge-requests/new', user, awaited(form(ctx)));
  router.get(
    '/merge-requests/repositories',
    user,
    awaited(async (req, res) => {
      renderPage(
        res,
        'create/repositories',
        repositoriesView(await choiceOf(ctx, { req, res }, { isNewForm: false })),
      );
    }),
  );
  router.get('/merge-requests/place', user, awaited(place(ctx)));
  router.post('/merge-requests', user, formBody(), awaited(create(ctx)));
  return router;
}

async function choiceOf(
  ctx: Context,
  { req, res }: { req: Request; res: Response },
  of: { isNewForm?: boolean } = {},
): Promise<Choice> {
  const query = singleValues(req.query);
  const issue = await issueOf(res, query['issueKey']);
  const asked = choiceQuery.parse(query);
  return chooseRepository(ctx, viewerOf(res), { issue, thing: 'merge-request', ...asked, ...of });
}

function form(ctx: Context) {
  return async (req: Request, res: Response): Promise<void> => {
    const choice = await choiceOf(ctx, { req, res });
    const source = text.parse(singleValues(req.query)['source']);
    const entered = source === '' ? undefined : { sourceBranch: source };
    const branches = await branchesAt(ctx, choice);
    renderPage(res, 'create/merge-request', mergeRequestPage(choice, { entered, branches }));
  };
}

function place(ctx: Context) {
  return async (req: Request, res: Response): Promise<void> => {
    const issue = await issueOf(res, singleValues(req.query)['issueKey']);
    const viewer = viewerOf(res);
    const chosen = await placeFor(ctx, viewer, singleValues(req.query)['repository']);
    const title = text.parse(singleValues(req.query)['subject']);
    const of = { issue, thing: 'merge-request', text: title } as const;
    const entered = (await isSuggested(ctx, viewer.tenant.id, of)) ? undefined : { title };
    const branches = await branchesAt(ctx, { issue, place: chosen });
    const view = mergeRequestPlace(chosen, { issue }, { entered, branches });
    renderPage(res, 'create/merge-request-place', view);
  };
}

function create(ctx: Context) {
  return async (req: Request, res: Response): Promise<void> => {
    const body = singleValues(req.body);
    const issue = await issueOf(res, body['issueKey']);
    const viewer = viewerOf(res);
    const choose = (repository?: string) =>
      chooseRepository(ctx, viewer, { issue, thing: 'merge-request', search: '', page: 1, repository });
    const given = fields.safeParse(body).data;
    if (given === undefined) {
      const choice = await choose();
      res.status(faulty);
      const shown = {
        trouble: { fault: say('create.chooseRepository') },
        branches: await branchesAt(ctx, choice),
      };
      renderPage(res, 'create/merge-request', mergeRequestPage(choice, shown));
      return;
    }
    const { source: sourceBranch, target: targetBranch, subject: title, draft } = given;
    const entered = { sourceBranch, targetBranch, title, draft };
    const chosen = await placeFor(ctx, viewer, given.repository);
    const outcome = await createMergeRequest(ctx, chosen, { issueKey: issue.key, ...entered });
    if (outcome.kind === 'faulty' || outcome.kind === 'refused') {
      const choice = await choose(given.repository);
      res.status(faulty);
      const shown = { entered, trouble: outcome, branches: await branchesAt(ctx, choice) };
      renderPage(res, 'create/merge-request', mergeRequestPage(choice, shown));
      return;
    }
    const of = { issueKey: issue.key, title, repository: chosen.repository };
    renderPage(res, 'create/merge-request-done', mergeRequestDonePage(of, outcome));
  };
}

async function branchesAt(
  ctx: Context,
  { issue, place: at }: Pick<Choice, 'issue' | 'place'>,
): Promise<string[]> {
  if (at === undefined) return [];
  const { tenantId, id: repositoryId } = at.repository;
  return branchesOfIssue(ctx.db, { tenantId, repositoryId, issueKeys: issue.keys });
}
