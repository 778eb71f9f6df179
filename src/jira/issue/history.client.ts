import { z } from 'zod';
import { askIssue, issuePath, type Answered, type IssueCall } from './issue-call.ts';

const issue = z.object({
  key: z.string(),
  fields: z.object({ status: z.object({ id: z.string(), name: z.string() }) }),
  changelog: z.object({
    total: z.number(),
    histories: z.array(
      z.object({
        id: z.string(),
        author: z.object({ accountId: z.string().optional(), key: z.string().optional() }).optional(),
        items: z.array(z.object({ field: z.string(), to: z.string().nullish() })),
        historyMetadata: z.object({ cause: z.object({ id: z.string() }).optional() }).nullish(),
      }),
    ),
  }),
});

/** An entry of an issue's history. */
export type IssueChange = {
  readonly id: string;
  /** Account id of who made it; undefined where Jira does not say. */
  readonly accountId: string | undefined;
  /** Id of the status it led to; undefined where it was about something else. */
  readonly toStatusId: string | undefined;
  /** What whoever made it noted of its origin: `Move.origin.id`. */
  readonly originId: string | undefined;
};

/** Where an issue stands, and how it came there. */
export type IssueHistory = {
  readonly status: { readonly id: string; readonly name: string };
  /** Newest first ("Get issue", `expand=changelog`): as many as Jira gives at once. */
  readonly changes: readonly IssueChange[];
  /** Whether these are all. */
  readonly isWhole: boolean;
};

/** @throws AppError of `askIssue` */
export async function issueHistory(call: IssueCall): Promise<Answered<IssueHistory>> {
  const query = { fields: 'status', expand: 'changelog' };
  return askIssue(call, { method: 'GET', path: issuePath(call), query }, (answer) => {
    const read = issue.safeParse(answer.body).data;
    if (read === undefined) return undefined;
    const { fields, changelog } = read;
    return {
      status: fields.status,
      isWhole: changelog.histories.length >= changelog.total,
      changes: changelog.histories.map(({ id, author, items, historyMetadata }) => ({
        id,
        accountId: author?.accountId ?? author?.key,
        toStatusId: items.find((item) => item.field === 'status')?.to ?? undefined,
        originId: historyMetadata?.cause?.id,
      })),
    };
  });
}
