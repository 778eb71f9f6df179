import type { Context } from '../context.ts';
import { usedNow } from '../db/budget.store.ts';
import { windowAt } from '../db/fair-window.ts';
import { addressBudget } from '../gitlab/http/budgets.ts';
import type { GaugeValues } from '../lib/gauges.ts';
import { dueWork, queueDepth } from '../queue/queue-depth.store.ts';
import { appBudget } from '../tenant/jira-limits.ts';
import {
  blockedBudgets,
  hooksByState,
  openCommands,
  pendingEntities,
  rejectedEntities,
  storedDeliveries,
} from './gauges.store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What is so now, over all tenants: a handful of small statements. */
export async function readGauges(ctx: Context): Promise<GaugeValues> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const due = await dueWork(db, now);
  const pending = await pendingEntities(db);
  const rejected = await rejectedEntities(db);
  const hooks = await hooksByState(db);
  const open = await openCommands(db);
  return {
    queue_jobs: await queueDepth(db, now),
    queue_waiting_jobs: { live: 0, other: 0, ...byLabel(due, 'class', ({ jobs }) => jobs) },
    queue_oldest_seconds: { live: 0, other: 0, ...byLabel(due, 'class', (of) => of.oldestSeconds) },
    outbox_pending_entities: { live: 0, import: 0, ...byLabel(pending, 'lane', (of) => of.entities) },
    outbox_oldest_seconds: {
      live: 0,
      import: 0,
      ...byLabel(pending, 'lane', ({ oldest }) => Math.max(0, now - oldest) / 1000),
    },
    rejected_entities: byLabel(rejected, 'kind', ({ count }) => count),
    smart_commands_open: { waiting: 0, running: 0, ...byLabel(open, 'state', ({ count }) => count) },
    smart_commands_oldest_seconds: {
      '': Math.max(0, ...open.map(({ oldest }) => now - oldest)) / 1000,
    },
    webhooks: byLabel(hooks, 'state', ({ count }) => count),
    webhook_deliveries_stored: { '': await storedDeliveries(db) },
    budget_left: await budgetsLeft(ctx, now),
    budget_blocks: blocks(await blockedBudgets(db, now)),
  };
}

function byLabel<Row extends Record<Label, string>, Label extends string>(
  rows: readonly Row[],
  label: Label,
  value: (row: Row) => number,
): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [row[label], value(row)]));
}

/** Of the limits that the app keeps by counting: Jira's points and, where it counts, gitlab.com's requests. */
async function budgetsLeft({ db, config }: Context, now: number): Promise<Record<string, number>> {
  const { gitlabRequestsPerMinute, jiraPointsPerHour, gitlabComUrl } = config;
  const left = async (name: string, { limit, windowMs }: { limit: number; windowMs: number }) => {
    const used = await usedNow(db, { names: [name], windowStart: windowAt(now, windowMs).start });
    return Math.max(0, limit - (used.get(name) ?? 0));
  };
  const ofHour = { limit: jiraPointsPerHour, windowMs: hourMs };
  // The Connect app and the Forge app have points of their own: the one that has fewer left is shown.
  const jira = Math.min(await left(appBudget('connect'), ofHour), await left(appBudget('forge'), ofHour));
  if (gitlabRequestsPerMinute === 0) return { jira };
  const address = { limit: gitlabRequestsPerMinute, windowMs: minuteMs };
  return { jira, gitlab: await left(addressBudget(gitlabComUrl), address) };
}

/** Classes of budgets, in the order in which a name is tried. */
const classes = [
  ['jira_app', /^jira:app /],
  ['jira_endpoint', /^jira:\S+ endpoint /],
  ['jira_issue', /^jira:\S+ issue /],
  ['jira_site', /^jira:/],
  ['gitlab_address', /^gitlab-address:/],
  ['gitlab_endpoint', / endpoint /],
  ['gitlab_imports', / imports$/],
  ['gitlab_user', /^gitlab:/],
] as const;

function blocks(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(classes.map(([of]) => [of, 0]));
  for (const name of names) {
    const found = classes.find(([, pattern]) => pattern.test(name));
    if (found !== undefined) counts[found[0]] = (counts[found[0]] ?? 0) + 1;
  }
  return counts;
}
