import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tokensCss } from '../../scripts/design-tokens.ts';
import { root } from './fixtures/child.ts';

const folder = path.join(root, 'public');
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const sheets = readdirSync(folder).filter((name) => name.endsWith('.css') && name !== 'tokens.css');

describe('the style sheets', () => {
  it('have the tokens that they use as Atlassian’s package has them (npm run tokens)', () => {
    expect(read('tokens.css')).toBe(tokensCss());
    expect(tokensCss()).toContain('--ds-text:');
  });

  it('have no colour of their own, and no variable that nobody sets', () => {
    for (const sheet of sheets.map(read)) {
      const words = sheet.replaceAll(/\/\*.*?\*\//gs, '');
      expect(words.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|light-dark)a?\(/gi)).toBeNull();
      const set = new Set(words.match(/--[\w-]+(?=:)/g));
      const used = [...words.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name);
      expect(used.filter((name) => !name.startsWith('--ds-') && !set.has(name))).toEqual([]);
    }
  });
});
