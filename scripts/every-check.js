// The static half of the gate: all checks at once, each one's words in one piece.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';

const checks = ['lint', 'types', 'format:check', 'layers', 'unused'];

/** Whether it found nothing. */
function passes(check) {
  return new Promise((resolve) => {
    const said = [];
    const child = spawn('npm', ['run', '-s', check], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      if (code !== 0) console.error(`npm run ${check} failed.`);
      resolve(code === 0);
    });
  });
}

const results = await Promise.all(checks.map(passes));
process.exitCode = results.every(Boolean) ? 0 : 1;
