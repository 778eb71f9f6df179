import { parseArgs } from 'node:util';
import { runningClock } from '../clock.ts';
import { loadHistory } from '../history/load.ts';
import { repeatHistory } from '../history/repeat.ts';
import { controlOf } from './process/control.ts';
import { furnish } from './process/furnish.ts';
import { startGitlabSandbox } from './sandbox.ts';

// The sandbox as a process: prints one line of JSON when it is ready, ends on SIGTERM or SIGINT.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'base-path': { type: 'string', default: '' },
    history: { type: 'string' },
    repeat: { type: 'string', default: '1' },
    copies: { type: 'string', default: '1' },
    pipelines: { type: 'string', default: '0' },
    recent: { type: 'boolean', default: false },
    latency: { type: 'string', default: '0' },
    'rate-limit': { type: 'string', default: '0' },
    group: { type: 'string', default: 'acme' },
    version: { type: 'string' },
    license: { type: 'string', default: 'free' },
  },
});

const clock = runningClock();
const sandbox = await startGitlabSandbox({
  port: Number(values.port),
  host: values.host,
  basePath: values['base-path'],
  latencyMs: Number(values.latency),
  rateLimit: Number(values['rate-limit']),
  version: values.version,
  license: values.license === 'premium' ? 'premium' : 'free',
  clock,
  control: (started) => controlOf(started, clock),
});
const history = values.history === undefined ? undefined : await loadHistory(values.history);
furnish(sandbox, {
  group: values.group,
  history: history === undefined ? undefined : repeatHistory(history, Number(values.repeat)),
  copies: Number(values.copies),
  pipelines: Number(values.pipelines),
  recentTo: values.recent ? clock.now() : undefined,
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0));
  });
}
const users = ['admin', 'dana', 'guest'].map((username) => ({ username, password: 'password' }));
console.log(
  JSON.stringify({ url: sandbox.url, control: `${sandbox.url}/_sandbox`, group: values.group, users }),
);
