import { z } from 'zod';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { createExchange } from '../http/exchange.client.ts';
import type { GitlabContext, GitlabOptions } from '../http/gitlab-request.ts';
import type { Thing } from '../http/thing.ts';

/** Whose token it is, with every address that GitLab has proven to be theirs. */
export type CurrentUser = {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly confirmedEmails: readonly string[];
};

const user = z.object({
  id: z.int(),
  username: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  commit_email: z.string().nullish(),
  confirmed_at: z.string().nullish(),
});
const emails = z.array(z.object({ email: z.string(), confirmed_at: z.string().nullish() }));

/**
 * `GET /user` has the primary address, whose confirmation is `confirmed_at`, and the one for commits made in GitLab
 * itself: that is the primary, another confirmed one, or GitLab's own `…@users.noreply.…`. `GET /user/emails` has the
 * others, in newer versions the primary too, each with its own `confirmed_at` (GitLab, "Users API", "User email
 * addresses API").
 *
 * @throws AppError as `Exchange.send`, `unexpected_answer`
 */
export async function readCurrentUser(ctx: GitlabContext, options: GitlabOptions): Promise<CurrentUser> {
  const exchange = createExchange(ctx, options);
  const get = async (path: string, what: Thing) =>
    (await exchange.send({ method: 'GET', path: `/api/v4${path}`, what })).body;
  const found = checked(user, await get('/user', 'the user'));
  const others = checked(emails, await get('/user/emails?per_page=100', 'the addresses of the user'));
  const own = isConfirmed(found) ? [found.email, found.commit_email] : [];
  const confirmed = [...own, ...others.filter(isConfirmed).map(({ email }) => email)];
  return {
    id: found.id,
    username: found.username,
    name: found.name,
    confirmedEmails: [...new Set(confirmed.filter(isAddress))],
  };
}

function isConfirmed({ confirmed_at: at }: { confirmed_at?: string | null | undefined }): boolean {
  return at != null && at !== '';
}

function isAddress(email: string | null | undefined): email is string {
  return email != null && email.includes('@');
}

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new AppError('unexpected_answer', say('errors.gitlab.undocumented'), { cause: result.error });
}
