// The browser tests need Chromium. As root on Debian or Ubuntu it is installed from the distribution's packages;
// elsewhere this says what is missing, and the browser tests fail with the same words.
import { execFileSync, spawnSync } from 'node:child_process';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const found = () => names.some((name) => spawnSync('which', [name]).status === 0);
const wanted = process.env.CHROMIUM_PATH !== undefined || found();

if (!wanted) {
  const canInstall = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;
  if (canInstall) {
    console.log('Installing Chromium from the distribution, for the browser tests.');
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    try {
      execFileSync('apt-get', ['update', '-qq'], quiet);
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
    } catch {
      // What apt-get said stands above; whether it helped is looked at below.
    }
  }
  if (!found()) {
    console.error(
      'Chromium is missing: install it ("apt-get install chromium") or set CHROMIUM_PATH to its program.',
    );
  }
}
