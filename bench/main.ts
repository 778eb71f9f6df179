import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { completeImport } from './import/complete.ts';
import { limitedImport } from './import/limited.ts';
import { memoryOfImport } from './import/memory.ts';

const help = `npm run bench -- import [--data <folder>] [--only complete|memory|limit]

Imports real histories through sandboxes in processes of their own and prints the tables of docs/performance.md.
The folder (default ../shared/data) holds "kafka" and "zookeeper".`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: '../shared/data' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || positionals[0] !== 'import') {
  console.log(help);
  process.exit(values.help ? 0 : 2);
}

const kafka = `${values.data}/kafka`;
const zookeeper = `${values.data}/zookeeper`;
for (const folder of [kafka, zookeeper]) {
  await access(folder).catch(() => {
    console.error(`${folder} is not there. Name the folder of the histories with --data.`);
    process.exit(2);
  });
}

const parts: Readonly<Record<string, () => Promise<string>>> = {
  complete: async () => [await completeImport(kafka), await completeImport(zookeeper)].join('\n\n'),
  memory: () => memoryOfImport(kafka),
  limit: () => limitedImport({ plain: kafka, files: zookeeper }),
};
for (const [name, run] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) console.log(`${await run()}\n`);
}
