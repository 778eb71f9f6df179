import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { root } from './fixtures/child.ts';

it('the table of kinds of Jira links each of its cells to a test that is there', () => {
  const text = readFileSync(path.join(root, 'docs/kinds-of-jira.md'), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| [A-Za-z]/.test(line));
  expect(rows.length).toBeGreaterThan(8);
  for (const row of rows) {
    const cells = row.split('|').slice(2, -1);
    expect(cells).toHaveLength(4);
    for (const cell of cells) {
      const links = [...cell.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
      expect(links.length > 0 || cell.trim() === '–').toBe(true);
      for (const link of links)
        expect([link, existsSync(path.join(root, 'docs', link))]).toEqual([link, true]);
    }
  }
});
