import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'forge/src');

/** Resources of manifest.yml: each is a folder with an `index.html`, which Forge hosts. */
const bundles = ['admin', 'issue'] as const;

/** Scripts of `public/` are inside `shell.js`. */
const isAsset = (path: string) => !path.endsWith('.js');

/**
 * Makes the static files of the Forge app: `<folder>/admin` and `<folder>/issue`, replaced where they are there.
 * What pages look like and do comes from `public/` and `views/`, as for Connect.
 */
export async function buildForge(folder: string): Promise<void> {
  const page = await shellPage();
  await Promise.all(bundles.map((bundle) => buildBundle({ bundle, to: join(folder, bundle), page })));
}

async function buildBundle({ bundle, to, page }: { bundle: string; to: string; page: string }) {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  await cp(join(root, 'public'), to, { recursive: true, filter: isAsset });
  await writeFile(join(to, 'index.html'), page);
  await build({
    entryPoints: [join(source, `${bundle}.ts`)],
    outfile: join(to, 'shell.js'),
    bundle: true,
    minify: true,
    target: 'es2022',
    logLevel: 'warning',
  });
}

/** The frame around every page is the one of `views/layout.hbs`. */
async function shellPage(): Promise<string> {
  const [shell, frame] = await Promise.all([
    readFile(join(source, 'index.html'), 'utf8'),
    readFile(join(root, 'views/partials/page-frame.hbs'), 'utf8'),
  ]);
  const filled = frame
    .replace('{{appName}}', 'GitLab')
    .replace('{{{body}}}', '')
    // Whose page it is shows when the shell runs: it says these in the person's language (forge/src/speak.ts).
    .replaceAll(/\{\{t "([^"]+)"\}\}/g, '<span data-say="$1"></span>');
  const page = shell.replace('<!-- views/partials/page-frame.hbs -->', () => filled);
  if (page === shell || page.includes('{{')) throw new Error('The shell and the frame of pages do not fit.');
  return page;
}

if (import.meta.main) await buildForge(join(root, 'forge/static'));
