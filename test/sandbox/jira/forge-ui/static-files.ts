import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '../cloud/cloud.ts';
import { forgeApps } from '../cloud/installed-app.ts';
import type { ForgeApp } from '../cloud/installed-app.ts';
import { appUuid } from '../forge/invocation-token.ts';
import { policyOf, withForgeScripts } from './entry-document.ts';
import { readTexts } from './titles.ts';

/** The static files of Forge apps, on an origin of their own as Forge's CDN is. */
export interface StaticFiles {
  url: string;
  close(): Promise<void>;
}

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
 * An app's address is `<url>/<app's uuid>/<key of the resource>/`. Forge's own scripts have an origin of their own.
 */
async function serveStaticFiles(
  cloud: Cloud,
  { folder, host }: { folder: string; host: string },
): Promise<StaticFiles> {
  const forge = await serveFiles(host, async (path) => {
    const content = await readFile(new URL(`assets/cdn${normalize(path)}`, import.meta.url)).catch(
      () => undefined,
    );
    return content === undefined ? undefined : { type: extname(path), content };
  });
  const apps = await serveFiles(host, (path) => fileFor({ cloud, folder, forgeUrl: forge.url }, path));
  return {
    url: apps.url,
    close: async () => {
      await Promise.all([apps.close(), forge.close()]);
    },
  };
}

interface ServedFile {
  content: Buffer | string;
  type: string;
  policy?: string;
}

async function serveFiles(
  host: string,
  find: (path: string) => Promise<ServedFile | undefined>,
): Promise<StaticFiles> {
  const server = createServer((request, response) => {
    void find(new URL(request.url ?? '/', 'http://cdn').pathname).then((file) => {
      response.writeHead(file === undefined ? 404 : 200, {
        'content-type': TYPES[file?.type ?? ''] ?? 'text/plain',
        'content-encoding': 'gzip',
        'cache-control': 'no-store',
        ...(file?.policy !== undefined && { 'content-security-policy': file.policy }),
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
  { cloud, folder, forgeUrl }: { cloud: Cloud; folder: string; forgeUrl: string },
  path: string,
): Promise<ServedFile | undefined> {
  const [, uuid, resourceKey, ...rest] = path.split('/');
  const app = cloud.sites.flatMap(forgeApps).find((candidate) => appUuid(candidate) === uuid);
  const resource = app?.manifest.resources?.find(({ key }) => key === resourceKey);
  const inside = normalize(rest.join('/'));
  if (app === undefined || resource === undefined || inside.startsWith('..')) return undefined;
  const type = extname(inside);
  const content = await readFile(join(folder, resource.path, inside)).catch(() => undefined);
  if (content === undefined || type !== '.html') return content && { type, content };
  const document = withForgeScripts(content.toString(), forgeUrl);
  const sites = cloud.sites.map(({ url }) => url);
  return {
    type,
    content: document,
    policy: policyOf(document, { permissions: app.manifest.permissions ?? {}, forgeUrl, sites }),
  };
}
