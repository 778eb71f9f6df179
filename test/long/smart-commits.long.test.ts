import { expect, it, jest } from '@jest/globals';
import { killCommands } from './commands/kill-commands.ts';

/** As `npm run test:long -- --seed 7`; time is real, so a seed repeats a run nearly, not exactly. */
const seed = jest.getSeed();

it('carries each command out once, though the app is killed while it does', async () => {
  process.stderr.write(`kill seed ${seed}: repeat it with npm run test:long -- --seed ${seed}\n`);
  const { seconds, cutOff, unheard, ...got } = await killCommands({ seed, issues: 30, kills: 3 });
  process.stderr.write(
    `${Math.round(seconds)} s, ${cutOff} under way at a kill, ${unheard} webhooks unheard\n`,
  );
  expect(got).toEqual({
    ...{ commands: 60, once: 60, kills: 3 },
    ...{ missing: [], repeated: [], states: { done: 60 }, notDone: [], faults: [] },
  });
}, 300_000);
