import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { createContext } from './create-context.ts';
import { healthApp } from './health/health.routes.ts';
import { prepareDatabase } from './prepare-database.ts';
import { serve, stopOnSignal } from './serve.ts';
import { faultText } from './start-fault.ts';
import { tasks } from './tasks.ts';

try {
  const config = readConfig();
  const stopping = new AbortController();
  const ctx = await createContext(config, { stopping: stopping.signal });
  await prepareDatabase(ctx);
  const serving = await serve(ctx, {
    app: config.role === 'worker' ? healthApp(ctx) : await createApp(ctx),
    handlers: config.role === 'web' ? undefined : tasks,
  });
  stopOnSignal(stopping, { startedByNpm: config.startedByNpm, stop: () => serving.stop() });
  ctx.log.info({ port: serving.port, role: config.role, address: config.appBaseUrl }, 'ready');
} catch (error) {
  process.stderr.write(`The app cannot start. ${faultText(error)}\n`);
  process.exit(1);
}
