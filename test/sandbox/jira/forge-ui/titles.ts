import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ForgeApp } from '../cloud/installed-app.ts';
import type { JiraUser, Site } from '../cloud/site.ts';
import type { ForgeModule, ManifestText } from '../forge/manifest.ts';

/** By locale, as in `de-DE`: the texts that manifests name by their keys. */
export type DeployedTexts = Map<string, Readonly<Record<string, string>>>;

/** Where the files of `translations` are, beside the manifest. */
const LOCALES = 'locales';

/** @param folder the one of manifest.yml */
export async function readTexts(folder: string): Promise<DeployedTexts> {
  const names = await readdir(join(folder, LOCALES)).catch(() => []);
  const texts = names.map(async (name) => {
    const file = await readFile(join(folder, LOCALES, name), 'utf8');
    return [basename(name, '.json'), JSON.parse(file) as Record<string, string>] as const;
  });
  return new Map(await Promise.all(texts));
}

/** What Jira calls a module, for one person. */
export function titleOf(place: Place, { title, key }: ForgeModule): string {
  return title === undefined ? key : textFor(place, title);
}

/**
 * A text of a manifest, for one person: in their language where the app speaks it. Its key where none was deployed.
 * Source: Forge docs, "Translations".
 */
export function textFor({ site, app, user }: Place, text: ManifestText): string {
  if (typeof text === 'string') return text;
  const [language = ''] = user.locale.split('_');
  const { resources = [], fallback } = app.manifest.translations ?? {};
  const spoken = resources.find((one) => one.key.startsWith(`${language}-`))?.key;
  const inOrder = [spoken, fallback?.default].map((locale) => site.appTexts.get(locale ?? '')?.[text.i18n]);
  return inOrder.find((one) => one !== undefined) ?? text.i18n;
}

interface Place {
  site: Site;
  app: ForgeApp;
  user: JiraUser;
}
