import { z } from 'zod';

const text = z.string();

// Read by the hundred thousand: only the fields that are used, and one transform a page instead of one a commit.
const commit = z.object({
  id: text,
  parent_ids: z.array(text),
  message: text,
  author_name: text,
  author_email: text,
  authored_date: text,
  committed_date: text,
  web_url: text,
});

export type GitlabCommit = {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly webUrl: string;
};

function toCommit(raw: z.output<typeof commit>): GitlabCommit {
  return {
    sha: raw.id,
    parents: raw.parent_ids,
    message: raw.message,
    author: { name: raw.author_name, email: raw.author_email },
    authoredAt: Date.parse(raw.authored_date),
    committedAt: Date.parse(raw.committed_date),
    webUrl: raw.web_url,
  };
}

export const commitsSchema = z.array(commit).transform((commits) => commits.map(toCommit));

export type GitlabBranch = {
  readonly name: string;
  readonly isDefault: boolean;
  readonly webUrl: string;
  readonly head: GitlabCommit;
};

const branch = z.object({ name: text, default: z.boolean(), web_url: text, commit });

function toBranch(raw: z.output<typeof branch>): GitlabBranch {
  return { name: raw.name, isDefault: raw.default, webUrl: raw.web_url, head: toCommit(raw.commit) };
}

export const branchSchema = branch.transform(toBranch);
export const branchesSchema = z.array(branch).transform((branches) => branches.map(toBranch));

export const diffSchema = z.array(
  z.object({
    old_path: text,
    new_path: text,
    new_file: z.boolean(),
    renamed_file: z.boolean(),
    deleted_file: z.boolean(),
    diff: text.nullish(),
  }),
);

export type GitlabDiff = {
  readonly files: readonly {
    readonly path: string;
    readonly change: 'ADDED' | 'DELETED' | 'MODIFIED' | 'MOVED';
    readonly linesAdded: number;
    readonly linesRemoved: number;
  }[];
  /** All changed files, also those that are not listed. */
  readonly fileCount: number;
};
