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

/**
 * Comments made since then, with the properties that apps hung on them. A list of comments has no properties: these come
 * from "Get comments by IDs" with `expand=properties`.
 * @param since epoch ms of Jira's clock
 * @throws AppError of `askIssue`
 */
export async function commentsSince(call: IssueCall, since: number): Promise<Answered<MarkedComment[]>> {
  const found: MarkedComment[] = [];
  for (let startAt = 0; ; startAt += pageSize) {
    const listed = await newest(call, startAt);
    if (!listed.ok) return listed;
    const { comments, total } = listed.value;
    const recent = comments.filter(({ created }) => !(timeOf(created) < since));
    if (recent.length > 0) {
      const read = await propertiesOf(
        call,
        recent.map(({ id }) => id),
      );
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
  if (call.connection.dialect.commentProperties === 'single') return singleProperties(call, ids);
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

const keyList = z.object({ keys: z.array(z.object({ key: z.string() })) });
const valued = z.object({ key: z.string(), value: z.unknown() });
/** Those of this app begin so; nobody else's are read. */
const ownKeys = 'dvcs-connector.';

/** Data Center documents properties of one comment at a time ("comment/{commentId}/properties"). */
async function singleProperties(call: IssueCall, ids: readonly string[]): Promise<Answered<MarkedComment[]>> {
  const comments: MarkedComment[] = [];
  for (const id of ids) {
    const path = `${call.connection.dialect.api}/comment/${encodeURIComponent(id)}/properties`;
    const listed = await askIssue(call, { method: 'GET', path }, (answer) =>
      keyList.safeParse(answer.body).data?.keys.map(({ key }) => key),
    );
    // Deleted while we look: it says nothing.
    if (!listed.ok && listed.status === 404) continue;
    if (!listed.ok) return listed;
    const properties: EntityProperty[] = [];
    for (const key of listed.value.filter((name) => name.startsWith(ownKeys))) {
      const one = { method: 'GET', path: `${path}/${encodeURIComponent(key)}` } as const;
      const read = await askIssue(call, one, (answer) => valued.safeParse(answer.body).data);
      if (read.ok) properties.push(read.value);
      else if (read.status !== 404) return read;
    }
    comments.push({ id, properties });
  }
  return { ok: true, value: comments };
}
