import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { importThroughFacade } from './facade/import.ts';
import { importBeside } from './forge/imports.ts';
import { lagBeside } from './forge/lag.ts';
import { pagesBeside } from './forge/pages.ts';
import { completeImport } from './import/complete.ts';
import { limitedImport } from './import/limited.ts';
import { memoryOfImport } from './import/memory.ts';
import { burstOfHooks } from './live/burst.ts';
import { costOfChanges } from './live/cost.ts';
import { idleGroup } from './live/idle.ts';
import { lagOfHooks } from './live/lag.ts';
import { storm } from './live/storm.ts';
import { paintOfPages } from './pages/paint.ts';
import { amounts, serverTimeOfPages } from './pages/server-time.ts';
import { lagOfCommands } from './smart-commits/lag.ts';
import { onceEach } from './smart-commits/once.ts';
import { parseLines } from './smart-commits/parse.ts';

const help = `npm run bench -- import [--data <folder>] [--only complete|memory|limit]
npm run bench -- live [--data <folder>] [--only idle|cost|lag|burst|storm]
       [--events <count>] [--seed <number>]
npm run bench -- forge [--data <folder>] [--only import|pages|lag]
npm run bench -- smart-commits [--data <folder>] [--only parse|lag|once] [--seed <number>]
npm run bench -- facade [--data <folder>]
npm run bench -- pages [--only server|paint] [--times <count>] [--entities <count>]

Imports real histories, or keeps many repositories current, through sandboxes in processes of their own and prints the
tables of docs/performance.md; "forge" does so with Jira through Forge and through Connect, side by side. The folder
(default ../shared/data) holds "kafka" and "zookeeper"; Smart Commits do without where it is missing.
"pages" needs no folder: it fills the embedded database, or the empty one of DATABASE_URL, and asks each page <times>.
Events are those of the storm; the seed is the storm's, and of the moments at which commands are cut off.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: '../shared/data' },
    only: { type: 'string' },
    events: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '7' },
    times: { type: 'string', default: '200' },
    entities: { type: 'string', default: String(amounts.entities) },
    help: { type: 'boolean', default: false },
  },
});

const kafka = `${values.data}/kafka`;
const zookeeper = `${values.data}/zookeeper`;

const benches: Readonly<Record<string, Readonly<Record<string, () => Promise<string>>>>> = {
  import: {
    complete: async () => [await completeImport(kafka), await completeImport(zookeeper)].join('\n\n'),
    memory: () => memoryOfImport(kafka),
    limit: () => limitedImport({ plain: kafka, files: zookeeper }),
  },
  live: {
    idle: () => idleGroup(),
    cost: () => costOfChanges(kafka),
    lag: () => lagOfHooks(kafka),
    burst: () => burstOfHooks(kafka),
    storm: () => storm({ events: Number(values.events), seed: Number(values.seed) }),
  },
  forge: {
    import: () => importBeside(zookeeper),
    pages: () => pagesBeside(),
    lag: () => lagBeside(kafka),
  },
  'smart-commits': {
    parse: () => parseLines([kafka, zookeeper]),
    lag: () => lagOfCommands({ perSecond: 5, pushes: 300 }),
    once: () => onceEach({ seed: Number(values.seed), issues: 500, kills: 20 }),
  },
  facade: {
    import: () => importThroughFacade(zookeeper),
  },
  pages: {
    server: () => serverTimeOfPages({ times: Number(values.times), entities: Number(values.entities) }),
    paint: () => paintOfPages(),
  },
};
const parts = benches[positionals[0] ?? ''];
if (values.help || parts === undefined) {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}
const needed = parts === benches['smart-commits'] || parts === benches['pages'] ? [] : [kafka, zookeeper];
for (const folder of needed) {
  await access(folder).catch(() => {
    console.error(`${folder} is not there. Name the folder of the histories with --data.`);
    process.exit(2);
  });
}
for (const [name, run] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) console.log(`${await run()}\n`);
}
