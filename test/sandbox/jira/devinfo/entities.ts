import type { EntityKind } from './schema.ts';

/** The parts of a bulk request that the sandbox itself reads; everything else is kept as it came. */
export interface BulkRequest {
  repositories: RepositoryPayload[];
  preventTransitions?: boolean;
  operationType?: 'NORMAL' | 'BACKFILL';
  properties?: Record<string, string>;
  providerMetadata?: { product?: string };
}

export type RepositoryPayload = {
  id: string;
  name: string;
  url: string;
  updateSequenceId: number;
} & Partial<Record<EntityKind, EntityPayload[]>>;

export interface Association {
  associationType: 'issueKeys' | 'issueIdOrKeys';
  values: string[];
}

/** A commit, branch or pull request. Which fields it has depends on its kind and was checked against the rules. */
export interface EntityPayload {
  id: string;
  updateSequenceId: number;
  issueKeys?: string[];
  associations?: Association[];
  lastCommit?: EntityPayload;
  [field: string]: unknown;
}
