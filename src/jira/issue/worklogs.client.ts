import { z } from 'zod';
import {
  askIssue,
  issuePath,
  timeOf,
  type Answered,
  type EntityProperty,
  type IssueCall,
} from './issue-call.ts';
import { withLine, type TextDocument } from './text-document.ts';

const made = z.object({ id: z.string() });
const page = z.object({
  total: z.number(),
  worklogs: z.array(
    z.object({
      id: z.string(),
      started: z.string(),
      comment: z.unknown().optional(),
      properties: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
    }),
  ),
});

const pageSize = 1_000;

export type NewWorklog = {
  /** `1h 30m`. */
  readonly timeSpent: string;
  /** Epoch ms. */
  readonly started: number;
  readonly comment: TextDocument | undefined;
  readonly properties: readonly EntityProperty[];
  /** An address that names the same, for a Jira whose worklogs have no properties: a line of the text. */
  readonly sourceUrl: string;
};

export type MarkedWorklog = {
  readonly id: string;
  readonly properties: readonly EntityProperty[];
  /** Undefined where it is not plain. */
  readonly text: string | undefined;
};

/** Logs work; the remaining estimate follows (`adjustEstimate=auto`). Same result and errors as `addComment`. */
export async function addWorklog(
  call: IssueCall,
  { timeSpent, started, comment, properties, sourceUrl }: NewWorklog,
): Promise<Answered<{ id: string | null }>> {
  const { dialect } = call.connection;
  const text = dialect.worklogProperties ? comment : withLine(comment, sourceUrl);
  const request = {
    method: 'POST',
    path: issuePath(call, '/worklog'),
    query: { adjustEstimate: 'auto' },
    body: {
      timeSpent,
      started: jiraTime(started),
      comment: text && dialect.written(text),
      ...(dialect.worklogProperties ? { properties } : {}),
    },
  } as const;
  return askIssue(call, request, (answer) => ({ id: made.safeParse(answer.body).data?.id ?? null }));
}

/** Work that began within a second of this time, with the properties that apps hung on it. @param started epoch ms */
export async function worklogsStarted(call: IssueCall, started: number): Promise<Answered<MarkedWorklog[]>> {
  if (!call.connection.dialect.worklogProperties) return listedWorklogs(call, started);
  const found: MarkedWorklog[] = [];
  for (;;) {
    const query = {
      startedAfter: String(started - 1_000),
      startedBefore: String(started + 1_000),
      expand: 'properties',
      startAt: String(found.length),
      maxResults: String(pageSize),
    };
    const answered = await askIssue(
      call,
      { method: 'GET', path: issuePath(call, '/worklog'), query },
      (answer) => page.safeParse(answer.body).data,
    );
    if (!answered.ok) return answered;
    const { worklogs, total } = answered.value;
    found.push(...worklogs.map(({ id, properties = [] }) => ({ id, properties, text: undefined })));
    if (worklogs.length === 0 || found.length >= total) return { ok: true, value: found };
  }
}

/** The only form that Jira takes for `started`: `2021-01-17T12:34:00.000+0000`. */
function jiraTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

/** Data Center gives all worklogs of an issue, and takes no times to choose by. */
async function listedWorklogs(call: IssueCall, started: number): Promise<Answered<MarkedWorklog[]>> {
  const request = { method: 'GET', path: issuePath(call, '/worklog') } as const;
  return askIssue(call, request, (answer) =>
    page
      .safeParse(answer.body)
      .data?.worklogs.filter((worklog) => Math.abs(timeOf(worklog.started) - started) <= 1_000)
      .map(({ id, comment }) => ({
        id,
        properties: [],
        text: typeof comment === 'string' ? comment : undefined,
      })),
  );
}
