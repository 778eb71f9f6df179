/** One page of a list, 100 entries at most. `total` only where GitLab tells it (never for commits, not above 10,000). */
export type GitlabPage<T> = {
  readonly items: readonly T[];
  readonly nextPage: number | undefined;
  readonly total: number | undefined;
};
