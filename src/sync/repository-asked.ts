import { z } from 'zod';
import type { Context } from '../context.ts';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import type { Request, Response } from '../lib/http/web.ts';
import { getRepository, type Repository } from '../repository/repository.store.ts';
import { viewerOf } from '../tenant/viewer.ts';

/** The repository that the address names, of the viewer's own site. @throws AppError `not_found` */
export async function repositoryAsked(ctx: Context, req: Request, res: Response): Promise<Repository> {
  const id = z.uuid().safeParse(req.params['id']).data;
  const repository = id && (await getRepository(ctx.db, viewerOf(res).tenant.id, id));
  if (!repository) {
    throw new AppError('not_found', say('sync.notKnown'));
  }
  return repository;
}
