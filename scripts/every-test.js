// Every test on the PostgreSQL that the tests bring along, and once more on the one DATABASE_URL names, where it does.
import { spawnSync } from 'node:child_process';

const given = process.env.DATABASE_URL ?? '';
const databases = given === '' ? [''] : ['', given];
for (const url of databases) {
  if (url !== '') console.log('\nOnce more, on the PostgreSQL that DATABASE_URL names.');
  const env = { ...process.env, DATABASE_URL: url };
  const { status } = spawnSync('npm', ['run', '-s', 'jest'], { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
