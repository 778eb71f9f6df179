import type { ReadEntity, Reviewer } from '../../../src/dev-info/entity.ts';
import { build, commit, deployment, mergeRequest } from '../../dev-info/support/facts.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/**
 * What GitLab has of the project ABC: three issues that took 1, 2 and 9 days to production a week ago, one that was
 * there long before, merge requests in every state, and deployments that failed.
 */
export function projectHistory(now: number): ReadEntity[] {
  const weekAgo = now - 7 * dayMs;
  const committed = (number: number, at: number, keys: readonly string[]): ReadEntity => ({
    ...commit(number, { committedAt: at, authoredAt: at }),
    issueKeys: keys,
  });
  const shipped = (iid: number, at: number, { keys, ref }: { keys: string[]; ref: string }) =>
    deployment(iid, { createdAt: at, updatedAt: at, ref }, keys);
  const took = [1, 2, 9].flatMap((days, index) => {
    const [key, number] = [`ABC-${index + 1}`, index * 10];
    const at = weekAgo - days * dayMs;
    return [
      committed(number, at, [key]),
      committed(number + 1, at + hourMs, [key]),
      shipped(number, weekAgo, { keys: [key], ref: `v${index + 1}` }),
    ];
  });
  return [
    ...took,
    // Shipped before the weeks that are shown, and again in one of them.
    committed(100, now - 200 * dayMs, ['ABC-9']),
    shipped(100, now - 190 * dayMs, { keys: ['ABC-9'], ref: 'v0' }),
    shipped(101, weekAgo - 60_000, { keys: ['ABC-9'], ref: 'v3' }),
    // One commit of two issues, before either was there.
    committed(102, weekAgo + dayMs, ['ABC-1', 'ABC-2']),
    ...builds(now),
    ...failures(weekAgo),
    ...mergeRequests(now),
  ];
}

function builds(now: number): ReadEntity[] {
  const createdAt = now - hourMs;
  return [
    build(1, { createdAt }, ['ABC-1']),
    build(2, { createdAt, state: 'failed' }, ['ABC-1', 'ABC-2']),
    build(3, { createdAt }, ['ABCD-1']),
  ];
}

function failures(at: number): ReadEntity[] {
  const staging = { id: 8, name: 'staging', type: 'staging' } as const;
  const when = { createdAt: at, updatedAt: at - hourMs };
  return [
    deployment(110, { ...when, environment: staging, state: 'failed' }, ['ABC-1']),
    deployment(111, { ...when, environment: staging, state: 'cancelled' }, ['ABC-1', 'ABC-2']),
    deployment(112, { ...when, environment: staging, state: 'in_progress' }, ['ABC-1']),
  ];
}

function mergeRequests(now: number): ReadEntity[] {
  const of = (iid: number, facts: Parameters<typeof mergeRequest>[1]): ReadEntity => ({
    ...mergeRequest(iid, { updatedAt: now - iid * hourMs, ...facts }),
    issueKeys: ['ABC-1', 'ABC-7'],
  });
  const reviewers: Reviewer[] = [
    { name: 'Ada', approval: 'APPROVED' },
    { name: 'Bob', approval: 'NEEDSWORK' },
    { name: 'Cleo', approval: 'UNAPPROVED' },
  ];
  return [
    of(1, { title: 'Newest', createdAt: now - 5 * hourMs, reviewers }),
    of(2, {
      title: 'Oldest <img src=x onerror=alert(1)> \u202egnirts',
      url: 'javascript:alert(1)',
      author: { name: '<b>Mallory</b>' },
      createdAt: now - 30 * dayMs - hourMs,
    }),
    of(3, { title: 'Second', draft: true, createdAt: now - 3 * dayMs }),
    of(4, { title: 'Merged one', state: 'merged', createdAt: now - 20 * dayMs }),
    of(5, { title: 'Closed one', state: 'closed', createdAt: now - 100 * dayMs }),
  ];
}
