import type { Context } from '../../../context.ts';

/** An Atlassian account id that is kept, wherever it stands in one place. */
export type KeptAccount = {
  readonly accountId: string;
  /** When the oldest of what is kept of this person was read, epoch ms. */
  readonly readAt: number;
  readonly tenantIds: readonly string[];
};

/** A person, as one site has them. */
export type PersonOfSite = { readonly tenantId: string; readonly accountId: string };

/**
 * A place that keeps Atlassian account ids. Each feature that stores some gives one to `src/tasks.ts`, so that what it
 * keeps is reported, and goes with the account.
 */
export type AccountPlace = {
  /** Those behind `after`, of all sites, each id once, in the order of their bytes (`collate "C"`). */
  list(ctx: Context, page: { after: string; limit: number }): Promise<readonly KeptAccount[]>;
  erase(ctx: Context, person: PersonOfSite): Promise<void>;
  /** Reads anew what is kept of a person who has changed it. Absent: it is erased. */
  refresh?(ctx: Context, person: PersonOfSite): Promise<void>;
};
