import type { MergeRequest, Namespace, Project, User } from './model.ts';
import type { Deployment, FeatureFlag, Pipeline } from './ci.ts';

/** What happened in this GitLab; who listens turns it into webhooks. `before`/`after` are 40 zeros where there is none. */
export type WorldEvent =
  | {
      readonly kind: 'push' | 'tag_push';
      readonly project: Project;
      /** Null where a test did not say who. */
      readonly user: User | null;
      /** `refs/heads/main`, `refs/tags/v1`. */
      readonly ref: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly kind: 'merge_request';
      readonly mergeRequest: MergeRequest;
      readonly user: User;
      readonly action:
        | 'open'
        | 'update'
        | 'close'
        | 'reopen'
        | 'merge'
        | 'approval'
        | 'approved'
        | 'unapproval'
        | 'unapproved';
      readonly changes?: Readonly<Record<string, unknown>> | undefined;
      /** Head before new commits were pushed. */
      readonly oldrev?: string | undefined;
    }
  | { readonly kind: 'note'; readonly mergeRequest: MergeRequest; readonly user: User }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'deployment'; readonly deployment: Deployment }
  | { readonly kind: 'feature_flag'; readonly flag: FeatureFlag; readonly user: User | null }
  | { readonly kind: 'project_create' | 'project_destroy'; readonly project: Project }
  | { readonly kind: 'subgroup_create' | 'subgroup_destroy'; readonly group: Namespace };

export type EventListener = (event: WorldEvent) => void;
