/** The largest project of the site (about a quarter of everything) and one of usual size. */
export const largestProject = 'DEMO';
export const usualProject = 'PROJ20';

/** The issue that has far more than any other, and one of usual size. */
export const busiestIssue = `${largestProject}-1`;
export const usualIssue = `${largestProject}-15`;

/** Of repository `n` (from 0), as SQL: the same wherever it is asked for. */
export const repositoryId = (n: string) => `md5('repository ' || ${n})::uuid`;

/** How much there is. */
export type Amounts = { readonly repositories: number; readonly entities: number };

export type Filling = Amounts & { readonly tenantId: string; readonly accountId: string };
