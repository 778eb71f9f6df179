import type { RepositoryPayload } from '../../jira/devinfo-payload.ts';
import type { Cuts } from './fit.ts';

/**
 * What an entity belongs to: its keys as Jira may have them, and its repository, whose address stands in for one that
 * does not fit.
 */
export type Surroundings = {
  readonly id: string;
  readonly issueKeys: readonly string[];
  readonly repository: RepositoryPayload;
  readonly cuts: Cuts;
};
