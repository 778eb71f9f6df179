import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../config.ts';
import { AppError } from '../../lib/errors.ts';

/** The file at the root; `{{name}}` in it stands for what one publisher changes. */
const descriptorFile = fileURLToPath(new URL('../../../atlassian-connect.json', import.meta.url));

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The Connect descriptor of this publisher: the file with every placeholder replaced. */
export function connectDescriptor(config: Config): Record<string, Json> {
  const template = JSON.parse(readFileSync(descriptorFile, 'utf8')) as Record<string, Json>;
  const values = new Map([
    ['localBaseUrl', config.appBaseUrl],
    ['appKey', config.appKey],
    ['appName', config.appName],
    ['vendorName', config.vendorName],
    ['vendorUrl', config.vendorUrl],
  ]);
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, filled(value, values)]));
}

function filled(value: Json, values: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return filledText(value, values);
  if (Array.isArray(value)) return value.map((item: Json) => filled(item, values));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, values)]));
  }
  return value;
}

function filledText(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_match, name: string) => {
    const value = values.get(name);
    if (value === undefined) {
      throw new AppError(
        'configuration',
        `atlassian-connect.json names {{${name}}}, which is no setting. Correct the file.`,
      );
    }
    return value;
  });
}
