import { z } from 'zod';
import { AppError } from '../lib/errors.ts';
import { say } from '../lib/words/say.ts';
import { createExchange, type Exchange } from './http/exchange.client.ts';
import type { GitlabContext, GitlabOptions } from './http/gitlab-request.ts';
import { metadataSchema, userSchema, type GitlabMetadata, type GitlabUser } from './project.schema.ts';
import type { Thing } from './http/thing.ts';

const group = z.object({
  id: z.int(),
  name: z.string(),
  full_path: z.string(),
  avatar_url: z.string().nullish(),
  web_url: z.string(),
});

/** A group, or a user's personal namespace. `id` is the group's, or the user's: what their project lists take. */
export type FoundNamespace = {
  readonly kind: 'group' | 'user';
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly webUrl: string;
};

export type NamespaceReader = {
  /** `GET /metadata` is there since 15.2, `GET /version` before it. */
  instance(): Promise<GitlabMetadata>;
  /** Whose token this is. */
  owner(): Promise<GitlabUser>;
  /** @param path of a group of any level, or a username. @returns undefined when this user sees neither (404) */
  find(path: string): Promise<FoundNamespace | undefined>;
  /** The same by id, which stays when a path changes. */
  findById(kind: FoundNamespace['kind'], id: number): Promise<FoundNamespace | undefined>;
};

/** What linking an account asks of GitLab, with a token that is not stored yet. Errors as `Exchange.send`. */
export function createNamespaceReader(ctx: GitlabContext, options: GitlabOptions): NamespaceReader {
  const exchange = createExchange(ctx, options);
  const get = (path: string, what: Thing) => exchange.send({ method: 'GET', path: `/api/v4${path}`, what });
  return {
    async instance() {
      const answer = await visible(get('/metadata', 'the version of GitLab'));
      const body = answer?.body ?? (await get('/version', 'the version of GitLab')).body;
      return checked(metadataSchema, body);
    },
    owner: async () => checked(userSchema, (await get('/user', 'the user')).body),
    async find(path) {
      return (await findGroup(exchange, path)) ?? (await findUser(exchange, path));
    },
    async findById(kind, id) {
      if (kind === 'group') return findGroup(exchange, String(id));
      const answer = await visible(get(`/users/${id}`, 'the user account'));
      return answer && userNamespace(checked(userSchema, answer.body));
    },
  };
}

/**
 * `GET /groups/:path` and not `GET /namespaces/:path`: the latter shows only namespaces the user is a member of, and a
 * public group can be linked without being one. `with_projects=false`, because the default embeds up to 100 projects.
 */
async function findGroup(exchange: Exchange, pathOrId: string): Promise<FoundNamespace | undefined> {
  const answer = await visible(
    exchange.send({
      method: 'GET',
      path: `/api/v4/groups/${encodeURIComponent(pathOrId)}?with_projects=false`,
      what: 'the group',
    }),
  );
  if (answer === undefined) return undefined;
  const found = checked(group, answer.body);
  return {
    kind: 'group',
    id: found.id,
    path: found.full_path,
    name: found.name,
    avatarUrl: found.avatar_url ?? null,
    webUrl: found.web_url,
  };
}

async function findUser(exchange: Exchange, path: string): Promise<FoundNamespace | undefined> {
  // A username has no slash; asking for one would only cost a request.
  if (path.includes('/')) return undefined;
  const { body } = await exchange.send({
    method: 'GET',
    path: `/api/v4/users?username=${encodeURIComponent(path)}`,
    what: 'the user account',
  });
  const [user] = checked(z.array(userSchema), body);
  return user && userNamespace(user);
}

function userNamespace(user: GitlabUser): FoundNamespace {
  return {
    kind: 'user',
    id: user.id,
    path: user.username,
    name: user.name,
    avatarUrl: user.avatarUrl ?? null,
    webUrl: user.webUrl ?? '',
  };
}

/** GitLab answers 404 alike for what is missing and for what this user may not see; 403 to blocked features. */
async function visible<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'feature_disabled')) {
      return undefined;
    }
    throw error;
  }
}

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new AppError('unexpected_answer', say('errors.gitlab.undocumented'), { cause: result.error });
}
