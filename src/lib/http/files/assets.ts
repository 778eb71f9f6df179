import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Middleware, Request, Response } from '../web.ts';

const publicFolder = fileURLToPath(new URL('../../../../public/', import.meta.url));
const htmxFile = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');

type Asset = {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  /** By encoding, made when it is asked for first. */
  readonly packed: Map<Encoding, Buffer>;
};
type Encoding = 'br' | 'gzip';

/** Smaller than this, a file gains nothing by being compressed. */
const leastPacked = 600;
const yearInSeconds = 31_536_000;

/**
 * What a page loads besides itself: the files of `public/`, and htmx from its package under `/vendor`, so that no copy
 * of it is kept here. Read once, at start.
 */
const files: ReadonlyMap<string, Asset> = new Map([
  ...readdirSync(publicFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [`/${path.relative(publicFolder, file).split(path.sep).join('/')}`, asset(file)] as const),
  ['/vendor/htmx.min.js', asset(htmxFile)],
]);

function asset(file: string): Asset {
  const plain = readFileSync(file);
  return { type: path.extname(file), etag: hashOf(plain), plain, packed: new Map() };
}

/** Changes with every file. */
const version = hashOf(Buffer.from([...files].map(([name, { etag }]) => `${name} ${etag}`).join('\n')));

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** Where a page finds its files: as in `<this>/app.css`. What lies there never changes, so it is loaded once. */
export const assetsPath = `/v/${version}`;

/**
 * The stylesheets of every page, to stand in the page itself: on a slow line a second exchange for it would double the time until
 * something is seen. `hash` is what a CSP calls it by.
 */
export const inlineStyle = stylesheet();

function stylesheet(): { readonly text: string; readonly hash: string } {
  const text = ['/tokens.css', '/app.css']
    .map((name) => files.get(name)?.plain.toString('utf8') ?? '')
    .join('\n')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\n\s*/g, '\n')
    .replaceAll(/url\((['"]?)(?![/'"]|data:)/g, `url($1${assetsPath}/`);
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}

/**
 * Serves them, compressed. At the address of their version they are good for ever; anywhere else for five minutes and then
 * validated, so that a new version of the app is seen at the next look.
 */
export function assets(): Middleware {
  return (req, res, next) => {
    const [, asked, name = req.path] = /^\/v\/([0-9a-f]{16})(\/.*)$/.exec(req.path) ?? [];
    const file = req.method === 'GET' || req.method === 'HEAD' ? files.get(name) : undefined;
    if (file === undefined) {
      next();
      return;
    }
    // A page of another version, while processes are being replaced one by one: it gets what is there, for this time.
    const caching =
      asked === version
        ? `public, max-age=${yearInSeconds}, immutable`
        : `public, max-age=${asked === undefined ? 300 : 0}`;
    res.setHeader('cache-control', caching);
    send(req, res, file);
  };
}

function send(req: Request, res: Response, file: Asset): void {
  const encoding = file.plain.length < leastPacked ? undefined : encodingFor(req);
  res.setHeader('vary', 'Accept-Encoding');
  res.setHeader('etag', `"${file.etag}${encoding === undefined ? '' : `-${encoding}`}"`);
  if (encoding !== undefined) res.setHeader('content-encoding', encoding);
  res.type(file.type).send(encoding === undefined ? file.plain : packed(file, encoding));
}

function encodingFor(req: Request): Encoding | undefined {
  return (['br', 'gzip'] as const).find((encoding) => req.acceptsEncodings(encoding) === encoding);
}

function packed(file: Asset, encoding: Encoding): Buffer {
  const made = file.packed.get(encoding);
  if (made !== undefined) return made;
  const content = encoding === 'br' ? brotliCompressSync(file.plain) : gzipSync(file.plain, { level: 9 });
  file.packed.set(encoding, content);
  return content;
}
