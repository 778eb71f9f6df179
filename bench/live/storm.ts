import type { Difference } from '../../src/sync/verify/difference.ts';
import { startTestServer } from '../../test/support/database.ts';
import { storeDifferences } from '../../test/support/jira-store.ts';
import { startStorm, type Stage } from '../../test/support/storm.ts';
import { table } from '../table.ts';

const kinds = ['branch', 'commit', 'pull_request', 'build', 'deployment', 'feature_flag'] as const;

const gitKinds: readonly string[] = kinds.slice(0, 3);

/** What should not be. */
function tell(found: readonly Difference[]): void {
  for (const one of found.slice(0, 20)) process.stderr.write(`${JSON.stringify(one)}\n`);
}

export type StormOfEvents = { readonly events: number; readonly seed: number };

/**
 * Ten thousand events, shuffled, a tenth of them twice, a fifth lost: what is still wrong after they were worked off,
 * after one refresh, and after one turn of the rotation. With the clock of the tests, so that a day takes seconds.
 */
export async function storm({ events, seed }: StormOfEvents): Promise<string> {
  const server = await startTestServer();
  try {
    const stage = await startStorm({ seed, projects: 20 });
    try {
      return await weathered(stage, events);
    } finally {
      await stage.app.close();
    }
  } finally {
    await server.stop();
  }
}

async function weathered(stage: Stage, events: number): Promise<string> {
  const rows: (string | number)[][] = [];
  const note = async (when: string) => {
    const found = await stage.verify();
    rows.push([when, ...kinds.map((kind) => found.filter((one) => one.kind === kind).length)]);
    return found;
  };
  await note('before');
  const { sent, lost, duplicated } = await stage.rage(events);
  // So many take hours of the clock, and refreshes come in between.
  await note(`${sent} calls worked off (${lost} lost, ${duplicated} twice), refreshes between them`);
  await stage.anHourPasses();
  tell((await note('after one more refresh')).filter(({ kind }) => gitKinds.includes(kind)));
  for (let hour = 0; hour < 24; hour += 1) await stage.anHourPasses();
  tell(await note('after one turn of the rotation'));
  const { app, site } = stage;
  const inJira = await storeDifferences(app.ctx.db, site.tenant.id, site.site);
  return `### ${events} events in bad weather: differences that \`sync --verify\` finds

${table(['when', ...kinds], rows)}

Between the ledger and what Jira has in the end: ${inJira.length === 0 ? 'none' : inJira.join('; ')}.`;
}
