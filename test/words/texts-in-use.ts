import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import hbs from 'express-hbs';
import { root } from '../house/fixtures/child.ts';

/** A text that a view says by its key. */
export type Said = {
  readonly file: string;
  readonly key: string;
  /** Names of what it hands over. */
  readonly params: readonly string[];
  /** In a quoted attribute, which takes words only. */
  readonly inAttribute: boolean;
};

const filesOf = (folder: string, ending: RegExp) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Every `{{t "key"}}` of every view. */
export function saidByViews(): Said[] {
  return filesOf('views', /\.hbs$/).flatMap((file) => {
    const source = read(file);
    return nodesOf(hbs.handlebars.parse(source)).flatMap((node) => {
      const [first] = node.params ?? [];
      if (node.path?.original !== 't' || first?.type !== 'StringLiteral') return [];
      const before = source.split('\n').slice(0, node.loc.start.line).join('\n');
      const column = source.split('\n')[node.loc.start.line - 1]?.slice(0, node.loc.start.column) ?? '';
      const upToHere = before.slice(0, before.lastIndexOf('\n') + 1) + column;
      return {
        file,
        key: String(first.value),
        params: (node.hash?.pairs ?? []).map(({ key }) => key),
        inAttribute: /=(?:"[^"<>]*|'[^'<>]*)$/.test(upToHere.replaceAll(/\{\{.*?\}\}/gs, '')),
      };
    });
  });
}

type Node = {
  readonly path?: { readonly original?: string };
  readonly params?: readonly { readonly type: string; readonly value?: unknown }[];
  readonly hash?: { readonly pairs: readonly { readonly key: string }[] };
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
};

function nodesOf(tree: unknown): Node[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const inside = Object.entries(tree).flatMap(([name, part]) => (name === 'loc' ? [] : nodesOf(part)));
  return 'path' in tree && 'params' in tree ? [tree as unknown as Node, ...inside] : inside;
}

/** Which keys the sources and manifest.yml name: whole, or as a template whose end is decided when it runs. */
export function isNamedInSources(): (key: string) => boolean {
  const sources = ['src', 'views', 'forge/src']
    .flatMap((folder) => filesOf(folder, /\.(ts|hbs|html)$/))
    .filter((file) => !/^src\/lib\/words\/(en|de|ja)\//.test(file))
    .map(read)
    .join('\n');
  const whole = new Set([...sources.matchAll(/["']([a-z][\w-]*(?:\.[\w-]+)+)["']/gi)].map(([, key]) => key));
  for (const [, key] of read('manifest.yml').matchAll(/\bi18n: (\S+)/g)) whole.add(key);
  const open = [...sources.matchAll(/`([a-z][\w-]*(?:\.[\w-]+)*\.)\$\{[^}]*\}([\w.-]*)`/gi)];
  return (key) =>
    whole.has(key) ||
    open.some(([, start = '', end = '']) => key.startsWith(start) && key.slice(start.length).endsWith(end));
}
