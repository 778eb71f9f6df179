import { z } from 'zod';
import { askIssue, issuePath, type Answered, type IssueCall } from './issue-call.ts';
import type { TextDocument } from './text-document.ts';

const field = z.object({
  required: z.boolean(),
  name: z.string(),
  hasDefaultValue: z.boolean().optional(),
});
const listed = z.object({
  transitions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      to: z.object({ id: z.string(), name: z.string() }),
      isAvailable: z.boolean().optional(),
      looped: z.boolean().optional(),
      fields: z.record(z.string(), field).optional(),
    }),
  ),
});

/** A field of the screen that people see when they make a transition. */
export type ScreenField = {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
};

/** A transition that Jira offers to somebody on an issue now. */
export type IssueTransition = {
  readonly id: string;
  readonly name: string;
  /** Name of the status it leads to. */
  readonly to: string;
  readonly toId: string;
  readonly fields: readonly ScreenField[];
};

/** What the person may do now; the conditions of the workflow and their permissions have decided. */
export async function availableTransitions(call: IssueCall): Promise<Answered<IssueTransition[]>> {
  const request = {
    method: 'GET',
    path: issuePath(call, '/transitions'),
    query: { expand: 'transitions.fields' },
  } as const;
  return askIssue(call, request, (answer) =>
    listed
      .safeParse(answer.body)
      .data?.transitions.filter(({ isAvailable }) => isAvailable !== false)
      .map(({ id, name, to, fields = {} }) => ({
        ...{ id, name, to: to.name, toId: to.id },
        fields: Object.entries(fields).map(([key, of]) => ({
          id: key,
          name: of.name,
          required: of.required,
          hasDefault: of.hasDefaultValue === true,
        })),
      })),
  );
}

export type Move = {
  readonly transitionId: string;
  /** Where the transition has a screen with comments. */
  readonly comment: TextDocument | undefined;
  /** Noted in the issue's history with the change (`historyMetadata`): of what kind, and which. */
  readonly origin: { readonly type: string; readonly id: string };
};

/** Makes a transition. @throws AppError of `askIssue` */
export async function makeTransition(
  call: IssueCall,
  { transitionId, comment, origin }: Move,
): Promise<Answered<true>> {
  const { type, id } = origin;
  const body = {
    transition: { id: transitionId },
    ...(comment === undefined
      ? {}
      : { update: { comment: [{ add: { body: call.connection.dialect.written(comment) } }] } }),
    historyMetadata: { type, cause: { id, type } },
  };
  return askIssue(call, { method: 'POST', path: issuePath(call, '/transitions'), body }, () => true);
}
