import type { IssueAssociation } from './issue-association.ts';

/** A build of `POST /rest/builds/0.1/bulk`, without the number that orders it. */
export type BuildPayload = {
  readonly schemaVersion: '1.0';
  /** With `buildNumber` its key in Jira. */
  readonly pipelineId: string;
  readonly buildNumber: number;
  readonly displayName: string;
  readonly description: string;
  readonly url: string;
  readonly state: 'pending' | 'in_progress' | 'successful' | 'failed' | 'cancelled' | 'unknown';
  /** ISO 8601. */
  readonly lastUpdated: string;
  readonly associations: readonly IssueAssociation[];
  readonly testInfo?:
    | {
        readonly totalNumber: number;
        readonly numberPassed: number;
        readonly numberFailed: number;
        readonly numberSkipped: number;
      }
    | undefined;
  /** At most 5. */
  readonly references: readonly {
    readonly commit: { readonly id: string; readonly repositoryUri: string };
    readonly ref: { readonly name: string; readonly uri: string };
  }[];
};
