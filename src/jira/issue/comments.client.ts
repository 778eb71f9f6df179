import { z } from 'zod';
import {
  askIssue,
  issuePath,
  timeOf,
  type Answered,
  type EntityProperty,
  type IssueCall,
} from './issue-call.ts';
import type { TextDocument } from './text-document.ts';

const made = z.object({ id: z.string() });
const page = z.object({
  total: z.number(),
  comments: z.array(z.object({ id: z.string(), created: z.string() })),
});
const withProperties = z.object({
  values: z.array(
    z.object({
      id: z.string(),
      properties: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
    }),
  ),
});

// The most at once: "Get comments" gives up to 5,000, "Get comments by IDs" takes 1,000. Few are ever needed.
const pageSize = 100;

export type MarkedComment = { readonly id: string; readonly properties: readonly EntityProperty[] };

/** Adds a comment. @returns its id; null where Jira said that it made one, and not which. @throws AppError of `askIssue` */
export async function addComment(
  call: IssueCall,
  { body, properties }: { body: TextDocument; properties: readonly EntityProperty[] },
): Promise<Answered<{ id: string | null }>> {
  return askIssue(
    call,
    {
      method: 'POST',
      path: issuePath(call, '/comment'),
      body: { body: call.connection.dialect.written(body), properties },
    },
    (answer) => ({ id: made.safeParse(answer.body).data?.id ?? null }),
  );
}

/** Properties by id of a comment. What a comment was made with stays as it is. */
export type SeenProperties = Pick<Map<string, readonly EntityProperty[]>, 'get' | 'set'>;

/**
 * Comments made since then, with the property of this key that apps hung on them. A list of comments has no properties:
 * these come from "Get comments by IDs" with `expand=properties`; in Data Center from a request for each comment.
 * @param of.since epoch ms of Jira's clock
 * @param of.seen what was asked for one by one, so that a look that broke off does not begin anew
 * @throws AppError of `askIssue`
 */
export async function commentsSince(
  call: IssueCall,
  { since, key, seen = new Map() }: { since: number; key: string; seen?: SeenProperties | undefined },
): Promise<Answered<MarkedComment[]>> {
  const found: MarkedComment[] = [];
  for (let startAt = 0; ; startAt += pageSize) {
    const listed = await newest(call, startAt);
    if (!listed.ok) return listed;
    const { comments, total } = listed.value;
    const recent = comments.filter(({ created }) => !(timeOf(created) < since));
    if (recent.length > 0) {
      const ids = recent.map(({ id }) => id);
      const read =
        call.connection.dialect.commentProperties === 'single'
          ? await singleProperties(call, ids, { key, seen })
          : await propertiesOf(call, ids);
      if (!read.ok) return read;
      found.push(...read.value);
    }
    if (recent.length < comments.length || comments.length === 0 || startAt + comments.length >= total)
      return { ok: true, value: found };
  }
}

async function newest(call: IssueCall, startAt: number): Promise<Answered<z.infer<typeof page>>> {
  const query = { orderBy: '-created', startAt: String(startAt), maxResults: String(pageSize) };
  return askIssue(
    call,
    { method: 'GET', path: issuePath(call, '/comment'), query },
    (answer) => page.safeParse(answer.body).data,
  );
}

async function propertiesOf(call: IssueCall, ids: readonly string[]): Promise<Answered<MarkedComment[]>> {
  const request = {
    method: 'POST',
    path: '/rest/api/3/comment/list',
    query: { expand: 'properties' },
    body: { ids: ids.map(Number) },
  } as const;
  return askIssue(call, request, (answer) =>
    withProperties.safeParse(answer.body).data?.values.map(({ id, properties = [] }) => ({ id, properties })),
  );
}

const valued = z.object({ key: z.string(), value: z.unknown() });

/** Data Center documents properties of one comment at a time ("comment/{commentId}/properties/{propertyKey}"). */
async function singleProperties(
  call: IssueCall,
  ids: readonly string[],
  { key, seen }: { key: string; seen: SeenProperties },
): Promise<Answered<MarkedComment[]>> {
  const comments: MarkedComment[] = [];
  for (const id of ids) {
    let properties = seen.get(id);
    if (properties === undefined) {
      const path = `${call.connection.dialect.api}/comment/${encodeURIComponent(id)}/properties/${encodeURIComponent(key)}`;
      const read = await askIssue(
        call,
        { method: 'GET', path },
        (answer) => valued.safeParse(answer.body).data,
      );
      // 404: it has none of this key, or was deleted while we look.
      if (!read.ok && read.status !== 404) return read;
      properties = read.ok ? [read.value] : [];
      seen.set(id, properties);
    }
    comments.push({ id, properties });
  }
  return { ok: true, value: comments };
}
