import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createGauges, type GaugeValues } from './gauges.ts';

/** The figures of one process, in the registry that `/metrics` prints. */
export type Metrics = {
  readonly registry: Registry;
  /** A job ended; `outcome` is `done` or `failed`, `seconds` its run time, `waitedSeconds` from due to start. */
  job(ended: { task: string; outcome: string; seconds: number; waitedSeconds: number }): void;
  /** An outbound exchange ended; `outcome` is the HTTP status or the error code. */
  outbound(exchange: { host: string; method: string; outcome: string; ms: number }): void;
  /** A webhook call was answered: which event, and what came of it. */
  hook(received: { event: string; outcome: string }): void;
  /** A command of a Smart Commit ended: `done`, `failed`, `skipped` or `unknown`, and why it is not done. */
  command(ended: { outcome: string; reason: string | null }): void;
  /** What Jira said of an entity. Seconds from when it was recorded; from GitLab's own time where that tells it. */
  delivered(entity: Delivered): void;
  /** What is so now, read from the database when somebody asks: every gauge with all its values. */
  gauges(values: GaugeValues): void;
};

export type Delivered = {
  readonly kind: string;
  readonly lane: string;
  readonly outcome: 'sent' | 'rejected';
  readonly seconds: number;
  readonly sinceGitlabSeconds?: number | undefined;
};

const lagBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600, 21_600];

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
  const gauges = createGauges(registers);
  const deliver = deliveryFigures(registers);
  const hooks = new Counter({
    name: 'webhook_deliveries_total',
    help: 'Webhook calls from GitLab by event and what came of them',
    labelNames: ['event', 'outcome'],
    registers,
  });
  const commands = new Counter({
    name: 'smart_commands_total',
    help: 'Commands of Smart Commits that ended, by outcome and reason',
    labelNames: ['outcome', 'reason'],
    registers,
  });
  return {
    registry,
    command: ({ outcome, reason }) => commands.inc({ outcome, reason: reason ?? '' }),
    hook: (received) => hooks.inc({ ...received }),
    job({ task, outcome, seconds, waitedSeconds }) {
      jobs.inc({ task, outcome });
      runTime.observe({ task }, seconds);
      latency.observe(Math.max(0, waitedSeconds));
    },
    outbound: ({ host, method, outcome, ms }) => outbound.observe({ host, method, outcome }, ms / 1000),
    delivered: deliver,
    gauges,
  };
}

function deliveryFigures(registers: Registry[]): Metrics['delivered'] {
  const lag = new Histogram({
    name: 'jira_lag_seconds',
    help: "Time from recording an entity (an event was received, a page was read) to Jira's 202",
    labelNames: ['kind', 'lane'],
    buckets: lagBuckets,
    registers,
  });
  const sinceGitlab = new Histogram({
    name: 'gitlab_to_jira_seconds',
    help: "Time from GitLab's own time of a change to Jira's 202, of live work that carries one",
    labelNames: ['kind'],
    buckets: lagBuckets,
    registers,
  });
  const rejected = new Counter({
    name: 'entities_rejected_total',
    help: 'Entities that Jira would not keep',
    labelNames: ['kind', 'lane'],
    registers,
  });
  return ({ kind, lane, outcome, seconds, sinceGitlabSeconds }) => {
    if (outcome === 'rejected') {
      rejected.inc({ kind, lane });
      return;
    }
    lag.observe({ kind, lane }, Math.max(0, seconds));
    if (sinceGitlabSeconds !== undefined) sinceGitlab.observe({ kind }, Math.max(0, sinceGitlabSeconds));
  };
}
