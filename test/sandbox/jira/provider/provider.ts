/** The three APIs beside development information that take entities in bulk: what sets them apart. */
export const PROVIDER_NAMES = ['builds', 'deployments', 'featureFlags'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

export interface Provider {
  name: ProviderName;
  /** Such as `/rest/builds/0.1`. */
  base: string;
  /** What the request log, faults and limits call it: `<endpoint>.bulk`. */
  endpoint: string;
  /** The list of entities in a request. */
  list: string;
  /** Path of one entity below the base, whose parameters are the parts of its key in order. */
  keyPath: string;
  keyOf(entity: ProviderEntity): (string | number)[];
  /** The field that orders it; with an underscore in front the parameter that limits a delete. */
  sequence: 'updateSequenceNumber' | 'updateSequenceId';
  /** The rules of a request, closed. */
  schema: object;
  /** Jira's own schema of it, beside the repository. */
  publishedSchema: string;
  /** Calls a second of DELETE bulkByProperties, where the documentation gives it a limit of its own. */
  burstByProperties?: number;
  answer(outcome: ProviderOutcome): Record<string, unknown>;
}

export interface ProviderAssociation {
  associationType: 'issueKeys' | 'issueIdOrKeys' | 'serviceIdOrKeys' | 'commit';
  values: (string | { commitHash: string; repositoryId: string })[];
}

/** The parts that the sandbox itself reads; everything else is kept as it came. */
export interface ProviderEntity {
  issueKeys?: string[];
  associations?: ProviderAssociation[];
  [field: string]: unknown;
}

export interface ProviderRequest {
  properties?: Record<string, string>;
  providerMetadata?: { product?: string };
  [list: string]: unknown;
}

/** What became of a request's entities, before it is put in the words of its API. */
export interface ProviderOutcome {
  accepted: ProviderEntity[];
  rejected: { entity: ProviderEntity; message: string }[];
}

export function entitiesOf({ list }: Provider, request: ProviderRequest): ProviderEntity[] {
  return request[list] as ProviderEntity[];
}

/** The parts of its key as they stand in an address. */
export function keyOf(provider: Provider, entity: ProviderEntity): string {
  return provider.keyOf(entity).map(String).join('/');
}

export function sequenceOf({ sequence }: Provider, entity: ProviderEntity): number {
  return Number(entity[sequence]);
}
