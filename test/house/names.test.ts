import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { root } from './fixtures/child.ts';

const sources = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
const words = '[a-z0-9]+(-[a-z0-9]+)*';
const fileName = new RegExp(`^${words}(\\.(routes|store|client|schema|page|d))?\\.ts$`);
const vague = /^(index|utils?|helpers?|common|misc|shared|types)$/;
const mostFiles = 13;
const apart = /\/migrations$|\/words\/(en|de|ja)$/;

/** The share of `sizes` below `limit`. */
const shareBelow = (sizes: readonly number[], limit: number) =>
  sizes.filter((size) => size < limit).length / sizes.length;

function functionLengths(file: string): number[] {
  const tree = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const lengths: number[] = [];
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    const body = ts.isFunctionLike(node) && 'body' in node ? node.body : undefined;
    if (body !== undefined && ts.isBlock(body))
      lengths.push(line(node.getEnd()) - line(node.getStart(tree)) + 1);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return lengths;
}

describe('names and sizes', () => {
  it('writes file names in kebab-case, with no suffix but those that mark an edge', () => {
    expect(sources.filter((file) => !fileName.test(path.basename(file)))).toEqual([]);
  });

  it('has no file or folder with a name that says nothing', () => {
    const named = sources.filter((file) =>
      file.split('/').some((part) => vague.test(part.replace(/\.ts$/, ''))),
    );
    expect(named).toEqual([]);
  });

  it('keeps folders small, migrations and languages apart', () => {
    const folders = Map.groupBy(sources, (file) => path.dirname(file));
    const large = [...folders].filter(([name, files]) => !apart.test(name) && files.length > mostFiles);
    expect(large.map(([name, files]) => `${name}: ${files.length}`)).toEqual([]);
  });

  it('keeps 95 % of the files under 200 lines', () => {
    const sizes = sources.map((file) => readFileSync(path.join(root, file), 'utf8').split('\n').length);
    expect(shareBelow(sizes, 200)).toBeGreaterThanOrEqual(0.95);
  });

  it('keeps 95 % of the functions under 45 lines', () => {
    expect(shareBelow(sources.flatMap(functionLengths), 45)).toBeGreaterThanOrEqual(0.95);
  });

  it('starts the app in at most 40 lines', () => {
    expect(readFileSync(path.join(root, 'src/server.ts'), 'utf8').split('\n').length).toBeLessThanOrEqual(40);
  });
});
