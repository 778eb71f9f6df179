import { killCommands, type Kills } from '../../test/long/commands/kill-commands.ts';
import { startTestServer } from '../../test/support/database.ts';
import { decimals, table } from '../table.ts';

/** Commands while the app is killed again and again, on real time: what each came to, by what Jira has in the end. */
export async function onceEach(given: Kills): Promise<string> {
  const server = await startTestServer();
  try {
    const got = await killCommands(given);
    const { commands, cutOff, unheard, states } = got;
    const told = [...got.missing, ...got.repeated, ...got.notDone, ...got.faults];
    for (const words of told.slice(0, 50)) process.stderr.write(`${words}\n`);
    const rows = [
      ['carried out exactly once, by what Jira has', got.once, commands],
      ['missing in Jira', got.missing.length, '0'],
      ['there more than once', got.repeated.length, '0'],
      ['ended as done', states['done'] ?? 0, commands],
      ['ended as unknown', states['unknown'] ?? 0, '0'],
      ['undocumented calls, processes that ended by themselves', got.faults.length, '0'],
      ['under way when the app was killed', cutOff, ''],
      ['webhooks that nobody heard', unheard, ''],
      ['duration', `${decimals(got.seconds, 0)} s`, ''],
    ];
    return `### ${commands} commands on ${given.issues} issues, the app killed ${given.kills} times (seed ${given.seed})\n\n${table(
      ['figure', 'measured', 'aim'],
      rows,
    )}`;
  } finally {
    await server.stop();
  }
}
