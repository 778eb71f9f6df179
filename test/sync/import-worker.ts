/** A worker process of its own, for a test that kills it. Its environment is the app's. */
import { createContext } from '../../src/create-context.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/lib/log.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { startWorker } from '../../src/queue/worker.ts';
import { tasks } from '../../src/tasks.ts';

const config = readConfig();
const ctx = await createContext(config, {
  clock: systemClock,
  log: createLog('silent'),
  stopping: new AbortController().signal,
});
await startWorker(ctx, tasks);
