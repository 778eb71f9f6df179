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
    // A fifth of the script, which the bridge loads for its `AdfRenderer` alone: we have none.
    external: ['iframe-resizer'],
    logLevel: 'warning',
  });
}

/**
 * The frame around every page is the one of `views/layout.hbs`. What it shows while it waits for the page stands in it,
 * so that it is seen before the script is here.
 */
async function shellPage(): Promise<string> {
  const [shell, frame, logo, waiting] = await Promise.all(
    [
      'forge/src/index.html',
      'views/partials/page-frame.hbs',
      'public/logo.svg',
      'forge/src/waiting.html',
    ].map((path) => readFile(join(root, path), 'utf8')),
  );
  const parts = {
    '<!-- views/partials/page-frame.hbs -->': frame,
    '{{appName}}': 'GitLab',
    '{{{body}}}': '<!-- forge/src/waiting.html -->',
    '<!-- forge/src/waiting.html -->': waiting,
    '<!-- public/logo.svg -->': logo,
  };
  const filled = Object.entries(parts).reduce((page, [place, part]) => {
    if (part === undefined || !page.includes(place)) throw new Error(`The shell has no place for ${place}.`);
    return page.replaceAll(place, () => part);
  }, shell ?? '');
  // Whose page it is shows when the shell runs: it says these in the person's language (forge/src/speak.ts).
  const page = filled.replaceAll(/\{\{t "([^"]+)"\}\}/g, '<span data-say="$1"></span>');
  if (page.includes('{{')) throw new Error('The shell and the frame of pages do not fit.');
  return page;
}

if (import.meta.main) await buildForge(join(root, 'forge/static'));
