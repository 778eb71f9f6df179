import { z } from 'zod';
import type { Http, HttpResponse } from '../../lib/http/request.ts';

/** What GitLab shows of a group or user to someone who has not signed in. */
export type VisibleNamespace = { readonly kind: 'group' | 'user'; readonly name: string };

const group = z.object({ name: z.string(), full_path: z.string() });
const users = z.array(z.object({ name: z.string(), username: z.string() }));

type Asked = { readonly hostUrl: string; readonly path: string; readonly timeoutMs: number };
const maxBytes = 256 * 1024;

/**
 * Looks for a group or user without a token. GitLab answers 404 alike for what does not exist and for what is private
 * (doc/api/groups.md), and may refuse to show users to anyone who has not signed in: undefined says nothing but that
 * it is not shown.
 *
 * @throws AppError of `Http.send`
 */
export async function findVisible(http: Http, asked: Asked): Promise<VisibleNamespace | undefined> {
  const { path } = asked;
  const id = encodeURIComponent(path);
  const found = group.safeParse(await answerOf(http, asked, `/groups/${id}?with_projects=false`)).data;
  if (found?.full_path.toLowerCase() === path.toLowerCase()) return { kind: 'group', name: found.name };
  if (path.includes('/')) return undefined;
  const named = users.safeParse(await answerOf(http, asked, `/users?username=${id}`)).data ?? [];
  const user = named.find(({ username }) => username.toLowerCase() === path.toLowerCase());
  return user && { kind: 'user', name: user.name };
}

async function answerOf(http: Http, { hostUrl, timeoutMs }: Asked, path: string): Promise<unknown> {
  const url = `${hostUrl}/api/v4${path}`;
  const headers = { accept: 'application/json' };
  const response = await http.send({ method: 'GET', url, headers, timeoutMs, maxBytes });
  return response.status === 200 ? jsonOf(response) : undefined;
}

function jsonOf({ text }: HttpResponse): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
