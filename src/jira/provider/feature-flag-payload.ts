import type { IssueAssociation } from './issue-association.ts';

export type FlagStatusPayload = {
  readonly enabled: boolean;
  /** One of them: Jira looks at the percentage first. */
  readonly rollout?: { readonly percentage: number } | { readonly text: string } | undefined;
};

/** A flag of `POST /rest/featureflags/0.1/bulk`, without the id that orders it. */
export type FeatureFlagPayload = {
  readonly schemaVersion: '1.0';
  readonly id: string;
  readonly key: string;
  readonly displayName: string;
  readonly associations: readonly IssueAssociation[];
  readonly summary: {
    readonly url: string;
    readonly status: FlagStatusPayload;
    /** ISO 8601. */
    readonly lastUpdated: string;
  };
  /** One for each environment, at least one. */
  readonly details: readonly {
    readonly url: string;
    readonly lastUpdated: string;
    readonly environment: {
      readonly name: string;
      readonly type?: 'development' | 'testing' | 'staging' | 'production' | undefined;
    };
    readonly status: FlagStatusPayload;
  }[];
};
