import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chooseLocale } from '../src/lib/words/locale.ts';
import { isKey, spoken } from '../src/lib/words/speak.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'forge/src');

/** Resources of manifest.yml: each is a folder with an `index.html`, which Forge hosts. */
const bundles = ['admin', 'issue'] as const;

/** Translations of manifest.yml. */
const locales = ['en-US', 'de-DE', 'ja-JP'] as const;

/** Scripts of `public/` are inside `shell.js`. */
const isAsset = (path: string) => !path.endsWith('.js');

/**
 * Makes what the Forge app's manifest names, in the folder of the manifest; replaced where it is there.
 * - `static/admin` and `static/issue`: the files of the pages. What these look like and do comes from `public/` and
 *   `views/`, as for Connect.
 * - `locales/<locale>.json`: what Jira's own menus call them.
 */
export async function buildForge(folder: string): Promise<void> {
  const page = await shellPage();
  const files = bundles.map((bundle) => buildBundle({ bundle, to: join(folder, 'static', bundle), page }));
  await Promise.all([...files, writeLocales(join(folder, 'locales'))]);
}

/** Each text that the manifest names by its key, `{"page.accounts": "DVCS-Konten"}`, in each language. */
async function writeLocales(folder: string): Promise<void> {
  const manifest = await readFile(join(root, 'manifest.yml'), 'utf8');
  const keys = [...manifest.matchAll(/\bi18n: (\S+)/g)].map(([, key = '']) => key);
  await mkdir(folder, { recursive: true });
  for (const locale of locales) {
    const texts = Object.fromEntries(keys.map((key) => [key, textOf(key, locale)]));
    await writeFile(join(folder, `${locale}.json`), JSON.stringify(texts));
  }
}

function textOf(key: string, locale: string): string {
  if (!isKey(key)) throw new Error(`manifest.yml names the text ${key}, which src/lib/words does not have.`);
  return spoken({ key, params: {} }, chooseLocale([locale]));
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
    // Much of the script, and the bridge loads it for its `AdfRenderer` alone: we have none.
    external: ['iframe-resizer'],
    logLevel: 'warning',
  });
}

/**
 * The frame around every page is the one of `views/layout.hbs`. What it shows while it waits for the page stands in it,
 * so that it is seen before the script is here.
 */
async function shellPage(): Promise<string> {
  const textAt = (path: string) => readFile(join(root, path), 'utf8');
  const [shell, frame, logo, waiting] = await Promise.all([
    textAt('forge/src/index.html'),
    textAt('views/partials/page-frame.hbs'),
    textAt('public/logo.svg'),
    textAt('forge/src/waiting.html'),
  ]);
  const parts = {
    '<!-- views/partials/page-frame.hbs -->': frame,
    '{{appName}}': 'GitLab',
    '{{{body}}}': '<!-- forge/src/waiting.html -->',
    '<!-- forge/src/waiting.html -->': waiting,
    '<!-- public/logo.svg -->': logo,
  };
  const filled = Object.entries(parts).reduce((page, [place, part]) => {
    if (!page.includes(place)) throw new Error(`The shell has no place for ${place}.`);
    return page.replaceAll(place, () => part);
  }, shell);
  // Whose page it is shows when the shell runs: it says these in the person's language (forge/src/speak.ts).
  const page = filled.replaceAll(/\{\{t "([^"]+)"\}\}/g, '<span data-say="$1"></span>');
  if (page.includes('{{')) throw new Error('The shell and the frame of pages do not fit.');
  return page;
}

if (import.meta.main) await buildForge(join(root, 'forge'));
