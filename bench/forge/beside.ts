import type { JiraApp } from '../../scripts/demo/install.ts';
import { decimals, table } from '../table.ts';

/** What one way took, by the name of the figure. Smaller is better. */
export type Figures = Readonly<Record<string, number>>;
export type Both = Readonly<Record<JiraApp, Figures>>;

/**
 * Measures both ways in turn, the first one changing, so that what else the machine does falls on both. Of each figure
 * the smallest counts: the least disturbed.
 */
export async function besides(times: number, measure: (jiraApp: JiraApp) => Promise<Figures>): Promise<Both> {
  const all: Record<JiraApp, Figures[]> = { connect: [], forge: [] };
  for (let time = 0; time < times; time += 1) {
    const order: JiraApp[] = time % 2 === 0 ? ['connect', 'forge'] : ['forge', 'connect'];
    for (const jiraApp of order) all[jiraApp].push(await measure(jiraApp));
  }
  return { connect: smallest(all.connect), forge: smallest(all.forge) };
}

function smallest(measured: readonly Figures[]): Figures {
  const names = Object.keys(measured[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, Math.min(...measured.map((figures) => figures[name] ?? Number.NaN))]),
  );
}

export function besideTable({ connect, forge }: Both): string {
  const rows = Object.entries(connect).map(([name, ofConnect]) => {
    const ofForge = forge[name] ?? Number.NaN;
    return [name, amount(ofConnect), amount(ofForge), decimals(ofForge / ofConnect, 2)];
  });
  return table(['figure', 'Connect', 'Forge', 'ratio (≤ 1.1)'], rows);
}

const amount = (value: number) => (Number.isInteger(value) ? String(value) : decimals(value, 2));

/** @param share of 1; of numbers in ascending order */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
