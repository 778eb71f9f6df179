import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../lib/errors.ts';

/** The file at the root; `{{name}}` in it stands for what one vendor changes. */
const templateFile = fileURLToPath(new URL('../../../../manifest.yml', import.meta.url));

/** Where a remote may have an address of its own, so that a site's data stays there (Forge manifest, "Remotes"). */
export const regions = ['AU', 'CA', 'CH', 'DE', 'EU', 'GB', 'IN', 'JP', 'KR', 'SG', 'US'] as const;
export type Region = (typeof regions)[number];

/** Addresses have no trailing slash. */
export type Publisher = {
  /** The whole ARI that `forge register` gave. */
  readonly appId: string;
  readonly baseUrl: string;
  /** One address of ours for each region; a site is served by the one where it is at home, else by `baseUrl`. */
  readonly regions?: Readonly<Partial<Record<Region, string>>> | undefined;
  readonly appName: string;
  readonly vendorUrl: string;
  /** Key of the Connect app whose sites this one takes over. */
  readonly connectKey?: string | undefined;
  /** Whether it is sold through the Marketplace. */
  readonly isLicensed?: boolean | undefined;
};

type Json = string | boolean | { readonly [name: string]: Json | undefined } | undefined;

/**
 * The manifest of this publisher's Forge app: the template with every placeholder replaced. YAML text; what is put in is
 * JSON, which YAML contains, so no value can end its string.
 * @throws AppError `configuration` where the template names something else
 */
export function forgeManifest(publisher: Publisher): string {
  const values = valuesOf(publisher);
  return readFileSync(templateFile, 'utf8')
    .split('\n')
    .flatMap((line) => filled(line, values))
    .join('\n');
}

function valuesOf({ appId, baseUrl, regions, connectKey, ...rest }: Publisher): Map<string, Json> {
  return new Map<string, Json>([
    ['appId', appId],
    ['appName', rest.appName],
    ['baseUrl', baseUrl],
    ['vendorUrl', rest.vendorUrl],
    ['licensed', rest.isLicensed ?? false],
    ['remoteUrls', regions === undefined ? baseUrl : { default: baseUrl, ...regions }],
    // The remote is named so that a site that comes from Connect keeps its region.
    ['connect', connectKey === undefined ? undefined : { key: connectKey, remote: 'backend' }],
  ]);
}

/** A line with its quoted text replaced; none where the text is one placeholder that has no value. */
function filled(line: string, values: ReadonlyMap<string, Json>): string[] {
  const [, before, text] = /^([^']*)'(.*\{\{.*)'$/.exec(line) ?? [];
  if (before === undefined || text === undefined) return [line];
  const [, whole] = /^\{\{(\w+)\}\}$/.exec(text) ?? [];
  const value =
    whole === undefined
      ? text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => textOf(valueOf(name, values)))
      : valueOf(whole, values);
  return value === undefined ? [] : [`${before}${JSON.stringify(value)}`];
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valueOf(name: string, values: ReadonlyMap<string, Json>): Json {
  if (values.has(name)) return values.get(name);
  throw new AppError(
    'configuration',
    `manifest.yml names {{${name}}}, which is no setting. Correct the file.`,
  );
}
