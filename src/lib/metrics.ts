import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The figures of one process, in the registry that `/metrics` prints. */
export type Metrics = {
  readonly registry: Registry;
  /** A job ended; `outcome` is `done` or `failed`, `seconds` its run time, `waitedSeconds` from due to start. */
  job(ended: { task: string; outcome: string; seconds: number; waitedSeconds: number }): void;
  /** An outbound exchange ended; `outcome` is the HTTP status or the error code. */
  outbound(exchange: { host: string; method: string; outcome: string; ms: number }): void;
  /** A webhook call was answered: which event, and what came of it. */
  hook(received: { event: string; outcome: string }): void;
  /** Depth of the queue, read from the database when somebody asks. */
  queue(depth: { waiting: number; running: number; timers: number; overdue: number }): void;
};

const jobBuckets = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300];

/** One registry for each context, so that two contexts in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const jobs = new Counter({
    name: 'jobs_total',
    help: 'Jobs by task and outcome',
    labelNames: ['task', 'outcome'],
    registers,
  });
  const runTime = new Histogram({
    name: 'job_duration_seconds',
    help: 'Run time of jobs',
    labelNames: ['task'],
    buckets: jobBuckets,
    registers,
  });
  const latency = new Histogram({
    name: 'job_latency_seconds',
    help: 'Time from due to started',
    buckets: jobBuckets,
    registers,
  });
  const outbound = new Histogram({
    name: 'http_outbound_duration_seconds',
    help: 'Outbound HTTP exchanges by host, method and status or error code',
    labelNames: ['host', 'method', 'outcome'],
    buckets: [0.05, 0.2, 1, 5, 30],
    registers,
  });
  const depth = new Gauge({
    name: 'queue_jobs',
    help: 'Jobs in the queue now',
    labelNames: ['state'],
    registers,
  });
  const hooks = new Counter({
    name: 'webhook_deliveries_total',
    help: 'Webhook calls from GitLab by event and what came of them',
    labelNames: ['event', 'outcome'],
    registers,
  });
  return {
    registry,
    hook: (received) => hooks.inc({ ...received }),
    job({ task, outcome, seconds, waitedSeconds }) {
      jobs.inc({ task, outcome });
      runTime.observe({ task }, seconds);
      latency.observe(Math.max(0, waitedSeconds));
    },
    outbound: ({ host, method, outcome, ms }) => outbound.observe({ host, method, outcome }, ms / 1000),
    queue(counts) {
      for (const [state, value] of Object.entries(counts)) depth.set({ state }, value);
    },
  };
}
