import { AsyncLocalStorage } from 'node:async_hooks';

/** How long one request has waited for other servers: for Jira or GitLab, never for our own database. */
export type Elsewhere = {
  /** Calls under way now, and since when there is at least one; of `performance.now()`. */
  open: number;
  since: number;
  ms: number;
};

const requests = new AsyncLocalStorage<Elsewhere>();

export function noneElsewhere(): Elsewhere {
  return { open: 0, since: 0, ms: 0 };
}

/** Runs `work` so that its calls to other servers, and those of all that follows from it, count here. */
export function countElsewhere(elsewhere: Elsewhere, work: () => void): void {
  requests.run(elsewhere, work);
}

/**
 * A call to another server begins; the function that is given back ends it. Calls at the same time count once. Outside
 * a request, as in a job, nothing is counted.
 */
export function leave(): () => void {
  const elsewhere = requests.getStore();
  if (elsewhere === undefined) return () => undefined;
  if (elsewhere.open === 0) elsewhere.since = performance.now();
  elsewhere.open += 1;
  return () => {
    elsewhere.open -= 1;
    if (elsewhere.open === 0) elsewhere.ms += performance.now() - elsewhere.since;
  };
}
