import { z } from 'zod';

const text = z.string();
const orNull = text.nullish().transform((value) => value ?? undefined);

const event = z.object({
  id: z.int(),
  author_id: z.int(),
  author_username: text.nullish(),
  created_at: text,
  push_data: z
    .object({
      commit_count: z.int().nullish(),
      action: text.nullish(),
      ref: orNull,
      commit_from: orNull,
      commit_to: orNull,
      ref_count: z.int().nullish(),
    })
    .nullish(),
});

/** A push as GitLab's activity feed tells of it (doc/api/events.md). */
export type GitlabPush = {
  /** Grows with time. */
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  /** Whom GitLab authenticated; a web edit or a merge counts as pushed by the person who clicked. */
  readonly userId: number;
  readonly username: string | undefined;
  /** Undefined for a push of more than three refs at once: GitLab does not tell what was in it. */
  readonly ref: string | undefined;
  /** Refs were deleted, so that nothing came with it. */
  readonly isRemoval: boolean;
  /** Undefined where the ref was made by this push. */
  readonly from: string | undefined;
  /** Undefined where the ref was deleted. */
  readonly to: string | undefined;
  /** Commits that came with it: of a new branch those that the default branch did not have. */
  readonly count: number;
};

export const pushesSchema = z.array(event).transform((events) =>
  events.flatMap(({ push_data: push, ...one }): GitlabPush[] => {
    if (push == null) return [];
    const isBulk = (push.ref_count ?? 0) > 0 && push.ref === undefined;
    return [
      {
        id: one.id,
        at: Date.parse(one.created_at),
        userId: one.author_id,
        username: one.author_username ?? undefined,
        isRemoval: push.action === 'removed',
        ref: isBulk ? undefined : push.ref,
        from: push.commit_from,
        to: push.commit_to,
        count: push.commit_count ?? 0,
      },
    ];
  }),
);

export const commitAuthorSchema = z.object({
  data: z
    .object({
      project: z
        .object({
          id: text,
          repository: z
            .object({
              tree: z
                .object({
                  lastCommit: z
                    .object({ sha: text, author: z.object({ id: text, username: text }).nullish() })
                    .nullish(),
                })
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
  errors: z.array(z.object({ message: text })).nullish(),
});

/** The GitLab user whose verified address is that of a commit's author. */
export type CommitAuthor = { readonly userId: number; readonly username: string };
