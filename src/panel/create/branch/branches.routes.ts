import express, { type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { AppError } from '../../../lib/errors.ts';
import { formBody } from '../../../lib/http/body.ts';
import { renderPage } from '../../../lib/http/render.ts';
import { awaited, type Request, type Response } from '../../../lib/http/web.ts';
import { say } from '../../../lib/words/say.ts';
import { requireUser } from '../../../tenant/require-viewer.ts';
import { viewerOf } from '../../../tenant/viewer.ts';
import { issueKeyInQuery, visibleIssue, type VisibleIssue } from '../../visible-issue.ts';
import { branchDonePage, branchPage, branchPlace } from './branch.page.ts';
import { repositoriesView } from '../choose/choose.page.ts';
import { choiceQuery, chooseRepository, isSuggested } from '../choose/choose.ts';
import { createBranch } from './create-branch.ts';
import { gitlabAt, placeFor } from '../choose/place.ts';
import { singleValues } from '../single-values.ts';

const text = z.string().trim().max(1_000).catch('');
const fields = z.object({ repository: z.uuid(), name: text, source: text });
const faulty = 422;

/** "Create branch", for whoever may see the issue; in the panel of an issue and on a page of its own. */
export function branchesRoutes(ctx: Context): Router {
  const router = express.Router();
  const user = requireUser(ctx);
  router.get(
    '/branches/new',
    user,
    awaited(async (req, res) => {
      const issue = await issueOf(res, singleValues(req.query)['issueKey']);
      renderPage(res, 'create/branch', branchPage(await choiceOf(ctx, res, { issue })));
    }),
  );
  router.get(
    '/branches/repositories',
    user,
    awaited(async (req, res) => {
      const issue = await issueOf(res, singleValues(req.query)['issueKey']);
      renderPage(
        res,
        'create/repositories',
        repositoriesView(await choiceOf(ctx, res, { issue, isNewForm: false })),
      );
    }),
  );
  router.get(
    '/branches/place',
    user,
    awaited(async (req, res) => {
      const issue = await issueOf(res, singleValues(req.query)['issueKey']);
      const viewer = viewerOf(res);
      const place = await placeFor(ctx, viewer, singleValues(req.query)['repository']);
      const entered = fields.omit({ repository: true }).parse(singleValues(req.query));
      const isOwn = !(await isSuggested(ctx, viewer.tenant.id, {
        issue,
        thing: 'branch',
        text: entered.name,
      }));
      // Where it begins is of the repository; a name that a person wrote goes along.
      const kept = isOwn ? { name: entered.name, source: place.repository.defaultBranch ?? '' } : undefined;
      renderPage(res, 'create/branch-place', branchPlace(place, { choice: { issue }, entered: kept }));
    }),
  );
  router.get('/branches/sources', user, awaited(sources(ctx)));
  router.post('/branches', user, formBody(), awaited(create(ctx)));
  return router;
}

function choiceOf(ctx: Context, res: Response, of: { issue: VisibleIssue; isNewForm?: boolean }) {
  const asked = choiceQuery.parse(singleValues(res.req.query));
  return chooseRepository(ctx, viewerOf(res), { thing: 'branch', ...asked, ...of });
}

/** @throws AppError `bad_request`, and of `visibleIssue` */
export async function issueOf(res: Response, asked: unknown): Promise<VisibleIssue> {
  const issueKey = issueKeyInQuery.safeParse(asked).data;
  if (issueKey === undefined) throw new AppError('bad_request', say('create.noIssue'));
  return visibleIssue(viewerOf(res), issueKey);
}

/** Branches that something may begin at, as the one who makes it sees them. They are options of a list. */
function sources(ctx: Context) {
  return async (req: Request, res: Response): Promise<void> => {
    const asked = singleValues(req.query);
    await issueOf(res, asked['issueKey']);
    const place = await placeFor(ctx, viewerOf(res), asked['repository']);
    const gitlab = await gitlabAt(ctx, place);
    const { gitlabProjectId: projectId } = place.repository;
    const search = text.parse(asked['source'] ?? asked['target']);
    // What stands there at first is no search: then all are offered.
    const isSearch = search !== '' && search !== place.repository.defaultBranch;
    const names = await gitlab?.branchNames({ projectId, search: isSearch ? search : '' });
    renderPage(res, 'create/sources', { names: names ?? [] });
  };
}

function create(ctx: Context) {
  return async (req: Request, res: Response): Promise<void> => {
    const body = singleValues(req.body);
    const issue = await issueOf(res, body['issueKey']);
    const viewer = viewerOf(res);
    const choose = (repository?: string) =>
      chooseRepository(ctx, viewer, { issue, thing: 'branch', search: '', page: 1, repository });
    const entered = fields.safeParse(body).data;
    if (entered === undefined) {
      res.status(faulty);
      const trouble = { fault: say('create.chooseRepository') };
      renderPage(res, 'create/branch', branchPage(await choose(), undefined, trouble));
      return;
    }
    const { name, source } = entered;
    const place = await placeFor(ctx, viewer, entered.repository);
    const outcome = await createBranch(ctx, place, { issueKey: issue.key, name, source });
    if (outcome.kind === 'faulty' || outcome.kind === 'refused') {
      res.status(faulty);
      renderPage(
        res,
        'create/branch',
        branchPage(await choose(entered.repository), { name, source }, outcome),
      );
      return;
    }
    const { repository } = place;
    renderPage(res, 'create/branch-done', branchDonePage({ issueKey: issue.key, name, repository }, outcome));
  };
}
