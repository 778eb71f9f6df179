import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { AppError } from '../lib/errors.ts';
import { forgeManifest, regions, type Region } from '../tenant/forge/manifest/forge-manifest.ts';
import { print, type Output } from './output.ts';

/** What is not given is what the server's own settings say. */
export type ManifestOptions = {
  readonly appId?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** As `EU=https://eu.example.com`. */
  readonly region: readonly string[];
  readonly connectKey?: string | undefined;
  readonly licensed: boolean;
  readonly out?: string | undefined;
};

/** Stands in the manifest until `forge register` puts the app's own there. */
const noAppId = 'ari:cloud:ecosystem::app/00000000-0000-0000-0000-000000000000';

/** Jira reaches a remote by https only (Forge manifest, "Remotes"). */
const address = z
  .url({ protocol: /^https$/ })
  .refine((url) => URL.canParse(url) && new URL(url).pathname === '/')
  .transform((url) => url.replace(/\/$/, ''));
const appId = z.string().regex(/^ari:cloud:ecosystem::app\/[0-9a-f-]{36}$/);
const connectKey = z
  .string()
  .regex(/^[a-zA-Z0-9._-]{1,64}$/)
  .optional();

/**
 * Writes the Forge app's manifest of one vendor: to `<out>/manifest.yml`, else to standard output.
 * @throws AppError `bad_request` that names the option
 */
export function manifestCommand(output: Output, options: ManifestOptions): void {
  const config = readConfig();
  const id = options.appId ?? config.forgeAppId ?? noAppId;
  const manifest = forgeManifest({
    appId: given(appId, id, '--app-id must be what "forge register" gave'),
    baseUrl: given(
      address,
      options.baseUrl ?? config.appBaseUrl,
      '--base-url must be an https address, no path',
    ),
    regions: options.region.length === 0 ? undefined : regionsOf(options.region),
    appName: config.appName,
    vendorUrl: config.vendorUrl,
    connectKey: given(connectKey, options.connectKey, '--connect-key must be the key of the Connect app'),
    isLicensed: options.licensed,
  });
  if (options.out === undefined) {
    print(output, { manifest }, [manifest.trimEnd()]);
    return;
  }
  mkdirSync(options.out, { recursive: true });
  const file = path.join(options.out, 'manifest.yml');
  writeFileSync(file, manifest);
  const next =
    'It has no app id yet: run "forge register" beside it, and set FORGE_APP_ID to the id it writes there.';
  print(output, { file }, [`Written: ${file}`, ...(id === noAppId ? [next] : [])]);
}

function regionsOf(given: readonly string[]): Partial<Record<Region, string>> {
  return Object.fromEntries(given.map(regionOf));
}

function regionOf(text: string): [Region, string] {
  const at = text.indexOf('=');
  const region = regions.find((one) => one === text.slice(0, at));
  const url = address.safeParse(text.slice(at + 1));
  if (region !== undefined && url.success) return [region, url.data];
  throw new AppError(
    'bad_request',
    `--region must look like EU=https://eu.example.com, with one of ${regions.join(', ')}; "${text}" does not.`,
  );
}

function given<T>(schema: z.ZodType<T>, value: unknown, rule: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_request', `${rule}; "${String(value)}" is not.`);
}
