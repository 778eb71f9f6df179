import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '../cloud/cloud.ts';
import { forgeApps } from '../cloud/installed-app.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import { appUuid } from '../forge/invocation-token.ts';
import { readTexts } from './titles.ts';

/** The static files of Forge apps, on an origin of their own as Forge's CDN is. */
export interface StaticFiles {
  url: string;
  close(): Promise<void>;
}

const BRIDGE = '/_forge/bridge.js';
const bridge = readFile(new URL('assets/bridge.js', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Takes these files from now on; every app's are in the same folder, the one of manifest.yml. */
export async function deployStaticFiles(cloud: Cloud, folder: string): Promise<void> {
  for (const [locale, texts] of await readTexts(folder)) cloud.appTexts.set(locale, texts);
  await cloud.staticFiles?.close();
  cloud.staticFiles = await serveStaticFiles(cloud, { folder, host: new URL(cloud.apiUrl).hostname });
}

/**
 * Serves what `forge deploy` would upload: `folder` is the one of manifest.yml, whose resources name folders in it.
 * An app's address is `<url>/<app's uuid>/<key of the resource>/`.
 */
async function serveStaticFiles(
  cloud: Cloud,
  { folder, host }: { folder: string; host: string },
): Promise<StaticFiles> {
  const server = createServer((request, response) => {
    void fileFor(cloud, folder, new URL(request.url ?? '/', 'http://cdn').pathname).then((file) => {
      response.writeHead(file === undefined ? 404 : 200, {
        'content-type': TYPES[file?.type ?? ''] ?? 'text/plain',
        'content-encoding': 'gzip',
        'content-security-policy': policy(cloud),
        'cache-control': 'no-store',
      });
      // As CDNs do for every browser.
      response.end(gzipSync(file?.content ?? 'Not found'));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where a module's document is, once deployed. The page around it is named: it is the only one that is talked to. */
export function documentUrl(
  at: { cloud: Cloud; app: ForgeApp },
  of: { resource: string; host: string },
): string | undefined {
  const { staticFiles } = at.cloud;
  if (staticFiles === undefined) return undefined;
  const { resource, host } = of;
  return `${staticFiles.url}/${appUuid(at.app)}/${resource}/index.html?host=${encodeURIComponent(host)}`;
}

async function fileFor(
  cloud: Cloud,
  folder: string,
  path: string,
): Promise<{ content: Buffer | string; type: string } | undefined> {
  if (path === BRIDGE) return { content: await bridge, type: '.js' };
  const [, uuid, resourceKey, ...rest] = path.split('/');
  const app = cloud.sites.flatMap(forgeApps).find((candidate) => appUuid(candidate) === uuid);
  const resource = app?.manifest.resources?.find(({ key }) => key === resourceKey);
  const inside = normalize(rest.join('/'));
  if (resource === undefined || inside.startsWith('..')) return undefined;
  const type = extname(inside);
  const content = await readFile(join(folder, resource.path, inside)).catch(() => undefined);
  if (content === undefined) return undefined;
  return { type, content: type === '.html' ? withBridge(content.toString()) : content };
}

/** Before every script of the app. */
function withBridge(document: string): string {
  return document.replace('<head>', `<head><script src="${BRIDGE}"></script>`);
}

/**
 * "All scripts and assets must come from the same resource directory … you cannot fetch APIs from your static assets";
 * inline styles only where the manifest says so. Source: Forge docs, "Extend UI with custom options", Security.
 */
function policy(cloud: Cloud): string {
  const sites = cloud.sites.map(({ url }) => url).join(' ');
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    `frame-ancestors ${sites}`,
  ].join('; ');
}
