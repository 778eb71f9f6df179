import { Gauge, type Registry } from 'prom-client';

/** Each gauge with its one label ('' where it has none) and its help. */
const definitions = {
  queue_jobs: ['state', 'Jobs in the queue: waiting, running, timers (due later) and overdue timers'],
  queue_waiting_jobs: ['class', 'Jobs that are due and wait for a worker: live work, and all other'],
  queue_oldest_seconds: ['class', 'For how long the job that has waited longest is due'],
  outbox_pending_entities: ['lane', 'Entities that wait to be sent to Jira'],
  outbox_oldest_seconds: ['lane', 'For how long the entity that was recorded first waits to be sent to Jira'],
  rejected_entities: ['kind', 'Entities that Jira would not keep'],
  smart_commands_open: ['state', 'Commands of Smart Commits that wait or run'],
  smart_commands_oldest_seconds: ['', 'For how long the command that came first is open'],
  webhooks: ['state', 'Webhooks in GitLab by how they stand'],
  webhook_deliveries_stored: ['', 'Webhook calls that are kept for looking up, as the database estimates it'],
  budget_left: ['budget', 'What the present window of a limit still allows to live work'],
  budget_blocks: ['budget', 'Budgets that wait for the end of their limit'],
} as const;

type Name = keyof typeof definitions;

/** By gauge, then by the value of its label. */
export type GaugeValues = Readonly<Record<Name, Readonly<Record<string, number>>>>;

/** Figures of what is so now. The function that comes back replaces all values of all of them. */
export function createGauges(registers: Registry[]): (values: GaugeValues) => void {
  const gauges = Object.entries(definitions).map(([name, [label, help]]) => {
    const labelNames = label === '' ? [] : [label];
    // The keys of the record are the names that its type has.
    return { name: name as Name, label, gauge: new Gauge({ name, help, labelNames, registers }) };
  });
  return (values) => {
    for (const { name, label, gauge } of gauges) {
      gauge.reset();
      for (const [of, value] of Object.entries(values[name])) {
        gauge.set(label === '' ? {} : { [label]: of }, value);
      }
    }
  };
}
