import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = path.join(root, 'public');
const file = path.join(folder, 'tokens.css');
const require = createRequire(import.meta.url);

/** The values of one theme of Atlassian's design system, as its package has them. */
function theme(name: string): Map<string, string> {
  const { default: css } = require(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${name}.js`) as {
    default: string;
  };
  return new Map(
    [...css.matchAll(/(--ds-[\w-]+): ([^;]+);/g)].map(([, token = '', value = '']) => [token, value]),
  );
}

/** Every token that our style sheets name. */
function usedTokens(): string[] {
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== path.basename(file));
  const names = sheets.flatMap((name) =>
    [...readFileSync(path.join(folder, name), 'utf8').matchAll(/var\((--ds-[\w-]+)\)/g)].map(
      ([, token = '']) => token,
    ),
  );
  return [...new Set(names)].sort();
}

/**
 * `public/tokens.css`: the design tokens that our pages use, light and dark, from `@atlaskit/tokens`. Jira's own choice
 * of a theme goes first (`data-color-mode`, set by Atlassian's script), then the browser's.
 *
 * @throws Error that names a token which Atlassian's themes do not have
 */
export function tokensCss(): string {
  const [light, dark] = [theme('light'), theme('dark')];
  const always = new Map([...theme('spacing'), ...theme('shape'), ...theme('typography')]);
  const same: string[] = [];
  const [inLight, inDark] = [[] as string[], [] as string[]];
  for (const token of usedTokens()) {
    const [day, night] = [light.get(token), dark.get(token)];
    if (day !== undefined && night !== undefined) {
      inLight.push(`  ${token}: ${day};`);
      inDark.push(`  ${token}: ${night};`);
      continue;
    }
    const value = always.get(token);
    if (value === undefined) throw new Error(`Atlassian's themes have no ${token}.`);
    same.push(`  ${token}: ${value};`);
  }
  return [
    '/* Made by `npm run tokens` of @atlaskit/tokens: what our style sheets use of it. */',
    ':root {\n  color-scheme: light;',
    ...same,
    ...inLight,
    '}\n',
    ":root[data-color-mode='dark'] {\n  color-scheme: dark;",
    ...inDark,
    '}\n',
    "@media (prefers-color-scheme: dark) {\n  :root:not([data-color-mode='light']) {\n    color-scheme: dark;",
    ...inDark.map((line) => `  ${line}`),
    '  }\n}\n',
  ].join('\n');
}

if (import.meta.main) writeFileSync(file, tokensCss());
