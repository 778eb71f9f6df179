import { z } from 'zod';

const text = z.string();
const orNull = text.nullish().transform((value) => (value === '' ? undefined : (value ?? undefined)));

export type GitlabPerson = {
  readonly name: string;
  readonly username: string;
  readonly email?: string | undefined;
  readonly url?: string | undefined;
  readonly avatar?: string | undefined;
};

/** What a reviewer, or someone who approved without being asked, thinks of a merge request. */
export type Approval = GitlabPerson & { readonly approval: 'APPROVED' | 'NEEDSWORK' | 'UNAPPROVED' };

export type GitlabMergeRequest = {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly state: 'opened' | 'closed' | 'merged' | 'locked';
  readonly draft: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Undefined where it is not merged, or GitLab does not know when (imported ones). */
  readonly mergedAt: number | undefined;
  readonly webUrl: string;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  /** False for a merge request from a fork, whose source branch is in another project. */
  readonly fromSameProject: boolean;
  readonly commentCount: number;
  /** Undefined where the author was deleted. */
  readonly author: GitlabPerson | undefined;
  /** Undefined where the list does not tell them (REST). */
  readonly reviewers: readonly Approval[] | undefined;
  readonly ending?: MergeRequestEnding | undefined;
};

/** How a merge request ended, and the commit it stands at; undefined where GitLab was not asked for it. */
export type MergeRequestEnding = {
  /** Its newest commit. */
  readonly headSha: string | undefined;
  /** Epoch ms. */
  readonly mergedAt: number | undefined;
  readonly mergedBy: GitlabPerson | undefined;
  /** The merge commit; undefined where it was merged without one. */
  readonly mergeSha: string | undefined;
};

const state = z.enum(['opened', 'closed', 'merged', 'locked']).catch('opened');

const restPerson = z
  .object({ username: text, name: text, public_email: orNull, web_url: orNull, avatar_url: orNull })
  .transform((raw): GitlabPerson => ({
    name: raw.name,
    username: raw.username,
    email: raw.public_email,
    url: raw.web_url,
    avatar: raw.avatar_url,
  }));

const restMergeRequest = z
  .object({
    id: z.int(),
    iid: z.int(),
    title: text,
    description: text.nullish(),
    state,
    draft: z.boolean().nullish(),
    // The name of `draft` before 13.2.
    work_in_progress: z.boolean().nullish(),
    created_at: text,
    updated_at: text,
    web_url: text,
    source_branch: text,
    target_branch: text,
    source_project_id: z.int().nullish(),
    target_project_id: z.int(),
    user_notes_count: z.int().nullish(),
    author: restPerson.nullish(),
    sha: orNull,
    merged_at: orNull,
    merge_commit_sha: orNull,
    // The name of `merge_user` before 14.7.
    merged_by: restPerson.nullish(),
    merge_user: restPerson.nullish(),
  })
  .transform((raw): GitlabMergeRequest => ({
    id: raw.id,
    iid: raw.iid,
    title: raw.title,
    description: raw.description ?? '',
    state: raw.state,
    draft: raw.draft ?? raw.work_in_progress ?? false,
    createdAt: Date.parse(raw.created_at),
    updatedAt: Date.parse(raw.updated_at),
    mergedAt: timeOf(raw.merged_at),
    webUrl: raw.web_url,
    sourceBranch: raw.source_branch,
    targetBranch: raw.target_branch,
    fromSameProject: raw.source_project_id === raw.target_project_id,
    commentCount: raw.user_notes_count ?? 0,
    author: raw.author ?? undefined,
    reviewers: undefined,
    ending: {
      headSha: raw.sha,
      mergedAt: timeOf(raw.merged_at),
      mergedBy: raw.merge_user ?? raw.merged_by ?? undefined,
      mergeSha: raw.merge_commit_sha,
    },
  }));
export const mergeRequestSchema = restMergeRequest;
export const mergeRequestsSchema = z.array(restMergeRequest);

export const approvalsSchema = z.object({ approved_by: z.array(z.object({ user: restPerson })) });
export const reviewersSchema = z.array(z.object({ user: restPerson, state: text.nullish() }));

const graphPerson = z.object({
  username: text,
  name: text,
  publicEmail: orNull,
  webUrl: orNull,
  avatarUrl: orNull,
});

function toPerson(raw: z.output<typeof graphPerson>): GitlabPerson {
  return {
    name: raw.name,
    username: raw.username,
    email: raw.publicEmail,
    url: raw.webUrl,
    avatar: raw.avatarUrl,
  };
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

const nodes = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node) });
const graphReviewer = graphPerson.extend({
  mergeRequestInteraction: z.object({ reviewState: text.nullish() }).nullish(),
});

const graphMergeRequest = z
  .object({
    id: text,
    iid: text,
    title: text,
    description: text.nullish(),
    state,
    draft: z.boolean(),
    createdAt: text,
    updatedAt: text,
    webUrl: text,
    sourceBranch: text,
    targetBranch: text,
    sourceProjectId: z.int().nullish(),
    targetProjectId: z.int(),
    userNotesCount: z.int().nullish(),
    author: graphPerson.nullish(),
    reviewers: nodes(graphReviewer).nullish(),
    approvedBy: nodes(graphPerson).nullish(),
    diffHeadSha: orNull,
    mergedAt: orNull,
    mergeCommitSha: orNull,
    mergeUser: graphPerson.nullish(),
  })
  .transform((raw): GitlabMergeRequest => ({
    id: Number(raw.id.slice(raw.id.lastIndexOf('/') + 1)),
    iid: Number(raw.iid),
    title: raw.title,
    description: raw.description ?? '',
    state: raw.state,
    draft: raw.draft,
    createdAt: Date.parse(raw.createdAt),
    updatedAt: Date.parse(raw.updatedAt),
    mergedAt: timeOf(raw.mergedAt),
    webUrl: raw.webUrl,
    sourceBranch: raw.sourceBranch,
    targetBranch: raw.targetBranch,
    fromSameProject: raw.sourceProjectId === raw.targetProjectId,
    commentCount: raw.userNotesCount ?? 0,
    author: raw.author ? toPerson(raw.author) : undefined,
    reviewers: approvals(
      (raw.reviewers?.nodes ?? []).map((reviewer) => ({
        person: toPerson(reviewer),
        state: reviewer.mergeRequestInteraction?.reviewState ?? undefined,
      })),
      (raw.approvedBy?.nodes ?? []).map(toPerson),
    ),
    // Its newest commit is there in every state; where it is not, GitLab was not asked.
    ending:
      raw.diffHeadSha === undefined
        ? undefined
        : {
            headSha: raw.diffHeadSha,
            mergedAt: timeOf(raw.mergedAt),
            mergedBy: raw.mergeUser ? toPerson(raw.mergeUser) : undefined,
            mergeSha: raw.mergeCommitSha,
          },
  }));

const numbered = z.object({ iid: text.transform(Number) });

export const graphPageSchema = z.object({
  data: z
    .object({
      project: z
        .object({
          mergeRequestsEnabled: z.boolean().nullish(),
          watched: nodes(numbered).extend({ count: z.int() }).nullish(),
          mergeRequests: z
            .object({
              nodes: z.array(graphMergeRequest),
              pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: text.nullish() }),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
  errors: z.array(z.object({ message: text })).nullish(),
});

const graphSome = <T extends z.ZodType>(node: T) =>
  z.object({
    data: z
      .object({
        project: z
          .object({
            id: text,
            mergeRequestsEnabled: z.boolean().nullish(),
            mergeRequests: nodes(node).nullish(),
          })
          .nullish(),
      })
      .nullish(),
    errors: z.array(z.object({ message: text })).nullish(),
  });
export const graphSomeSchema = graphSome(graphMergeRequest);
export const graphNumbersSchema = graphSome(numbered);

/**
 * Reviewers with their verdict, then those who approved unasked. GitLab's own Jira integration calls a review without
 * approval NEEDSWORK too (lib/atlassian/jira_connect/serializers/reviewer_entity.rb).
 */
export function approvals(
  reviewers: readonly { readonly person: GitlabPerson; readonly state: string | undefined }[],
  approvedBy: readonly GitlabPerson[],
): readonly Approval[] {
  const approved = new Set(approvedBy.map(({ username }) => username));
  const asked = reviewers.map(({ person, state: verdict }): Approval => {
    const lower = verdict?.toLowerCase();
    if (approved.has(person.username) || lower === 'approved') return { ...person, approval: 'APPROVED' };
    const needsWork = lower === 'reviewed' || lower === 'requested_changes';
    return { ...person, approval: needsWork ? 'NEEDSWORK' : 'UNAPPROVED' };
  });
  const known = new Set(reviewers.map(({ person }) => person.username));
  const unasked = approvedBy
    .filter(({ username }) => !known.has(username))
    .map((person): Approval => ({ ...person, approval: 'APPROVED' }));
  return [...asked, ...unasked];
}
