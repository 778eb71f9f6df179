// The browser tests need Chromium (test/browser/support/browser.ts). As root on Debian or Ubuntu it is installed from
// the distribution's packages; elsewhere this says what is missing, and the browser tests fail with the same words.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const program = '/usr/bin/chromium-headless-shell';

if (!existsSync(program) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  console.log('Installing Chromium from the distribution, for the browser tests.');
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'],
      options,
    );
  } catch {
    // What apt-get said stands above; whether it helped is looked at below.
  }
}
if (!existsSync(program)) {
  console.error(
    `Chromium is missing at ${program}: install it as root with "apt-get install chromium-headless-shell".`,
  );
}
