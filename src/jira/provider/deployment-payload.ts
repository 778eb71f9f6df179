import type { IssueAssociation } from './issue-association.ts';

/** Issues are those of commits that Jira has as development information. */
export type CommitAssociation = {
  readonly associationType: 'commit';
  readonly values: readonly { readonly commitHash: string; readonly repositoryId: string }[];
};

/** A deployment of `POST /rest/deployments/0.1/bulk`, without the number that orders it. */
export type DeploymentPayload = {
  readonly schemaVersion: '1.0';
  /** With the ids of pipeline and environment its key in Jira. */
  readonly deploymentSequenceNumber: number;
  readonly displayName: string;
  readonly description: string;
  readonly label: string;
  readonly url: string;
  readonly state:
    'unknown' | 'pending' | 'in_progress' | 'cancelled' | 'failed' | 'rolled_back' | 'successful';
  /** ISO 8601. */
  readonly lastUpdated: string;
  readonly pipeline: { readonly id: string; readonly displayName: string; readonly url: string };
  readonly environment: {
    readonly id: string;
    readonly displayName: string;
    readonly type: 'unmapped' | 'development' | 'testing' | 'staging' | 'production';
  };
  readonly associations: readonly (IssueAssociation | CommitAssociation)[];
};
