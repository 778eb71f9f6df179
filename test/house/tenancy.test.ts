import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { connectDb } from '../../src/db/db.ts';
import { createTestDatabase } from '../support/database.ts';
import { root } from './fixtures/child.ts';

/** Tables of no tenant: what belongs to an app, a process or a host. */
const ofNoTenant = ['budget', 'process', 'schema_migration', 'set_up', 'graphile_worker'];
const statement = /^[`'"]\s*(select|insert|update|delete|with)\s/i;

/** Statements of one source text that look at a table of tenants without naming the tenant. */
function careless(source: string): string[] {
  const tree = ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true);
  // `where` clauses that several statements share are written once.
  const shared = [...source.matchAll(/const (\w+) = `where tenant_id/g)].map(
    ([, name]) => `\${${name ?? ''}}`,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = node.getText(tree);
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    if (!statement.test(text) || text.includes('tenant_id') || shared.some((part) => text.includes(part)))
      return;
    const tables = [...text.matchAll(/\b(?:from|into|update|join)\s+([a-z_]+)/gi)].map(
      ([, name]) => name ?? '',
    );
    if (tables.some((name) => name !== 'set' && !ofNoTenant.includes(name))) found.push(text);
  };
  visit(tree);
  return found;
}

describe('tenants', () => {
  it('are named by every statement of every store', () => {
    const stores = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.store.ts'),
    );
    expect(stores.length).toBeGreaterThan(15);
    const found = stores.flatMap((file) =>
      careless(readFileSync(path.join(root, 'src', file), 'utf8')).map((text) => `${file}: ${text}`),
    );
    // How a tenant is found by what Jira calls it, before anybody knows its id; and how much work there is in all.
    // What an API lets us do belongs to no tenant either.
    const allowed =
      /^tenant\/tenant\.store\.ts: `select \S+ from tenant where kind = |queue-depth\.store|db\/(?:budget|breaker)\.store|health\/gauges\.store/;
    expect(found.filter((text) => !allowed.test(text))).toEqual([]);
  });

  it('a statement that forgets one is found', () => {
    expect(careless("db.rows('select id from entity where id = $1')")).toHaveLength(1);
    expect(careless('db.run(`update sync_run set state = $1 where id = ${id}`)')).toHaveLength(1);
    expect(careless("db.rows('select id from entity where tenant_id = $1')")).toEqual([]);
  });

  it('come first in every index of every table that grows', async () => {
    const database = await createTestDatabase();
    const db = connectDb(database.url, { poolSize: 1 });
    const others = await db.rows<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i
       join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace
       join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
       where a.attname <> 'tenant_id' and t.relname <> all ($1::text[]) order by name`,
      [ofNoTenant],
    );
    await db.close();
    await database.drop();
    // How a site is found by its key or cloud, and which timers are due, whoever's they are. Atlassian is told once of
    // each person, whichever sites know them.
    expect(others.map(({ name }) => name)).toEqual([
      'smart_command_by_account',
      'tenant_kind_key_key',
      'tenant_of_cloud',
      'timer_due',
    ]);
  });
});
