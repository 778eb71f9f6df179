import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from './fixtures/child.ts';

const run = promisify(execFile);

/** One bad import for each rule: `file` gets the line `code`. */
const bad: readonly { rule: string; file: string; code: string }[] = [
  { rule: 'no-cycles', file: 'src/lib/ring.ts', code: `import type { Ring2 } from './ring2.ts';` },
  { rule: 'lib-imports-nothing-of-ours', file: 'src/lib/bad.ts', code: `import '../db/good.ts';` },
  { rule: 'db-imports-only-lib', file: 'src/db/bad.ts', code: `import '../queue/good.ts';` },
  { rule: 'gateways-import-only-lib-and-db', file: 'src/gitlab/bad.ts', code: `import '../queue/good.ts';` },
  { rule: 'gateways-import-only-lib-and-db', file: 'src/jira/bad.ts', code: `import '../tenant/good.ts';` },
  {
    rule: 'gateways-import-only-lib-and-db',
    file: 'src/queue/bad.ts',
    code: `import type { X } from '../context.ts';`,
  },
  { rule: 'features-left-to-right-tenant', file: 'src/tenant/bad.ts', code: `import '../account/good.ts';` },
  {
    rule: 'features-left-to-right-account',
    file: 'src/account/bad.ts',
    code: `import '../repository/good.ts';`,
  },
  {
    rule: 'features-left-to-right-repository',
    file: 'src/repository/bad.ts',
    code: `import '../dev-info/good.ts';`,
  },
  {
    rule: 'features-left-to-right-webhook',
    file: 'src/webhook/bad.ts',
    code: `import '../dev-info/good.ts';`,
  },
  { rule: 'features-left-to-right-dev-info', file: 'src/dev-info/bad.ts', code: `import '../sync/good.ts';` },
  {
    rule: 'features-left-to-right-identity',
    file: 'src/identity/bad.ts',
    code: `import '../dev-info/good.ts';`,
  },
  {
    rule: 'features-left-to-right-smart-commit',
    file: 'src/smart-commit/bad.ts',
    code: `import '../sync/good.ts';`,
  },
  { rule: 'features-left-to-right-sync', file: 'src/sync/bad.ts', code: `import '../panel/good.ts';` },
  {
    rule: 'features-know-only-the-type-of-context',
    file: 'src/tenant/bad-context.ts',
    code: `import '../context.ts';`,
  },
  { rule: 'features-left-to-right-facade', file: 'src/facade/bad.ts', code: `import '../panel/good.ts';` },
  { rule: 'features-left-to-right-panel', file: 'src/panel/beside.ts', code: `import '../facade/good.ts';` },
  { rule: 'nobody-imports-the-top', file: 'src/panel/bad.ts', code: `import '../app.ts';` },
  { rule: 'programs-are-imported-by-nobody', file: 'src/app.ts', code: `import './server.ts';` },
  { rule: 'sequelize-only-in-stores', file: 'src/tenant/bad-orm.ts', code: `import 'sequelize';` },
  {
    rule: 'express-only-at-the-edge',
    file: 'src/tenant/bad-web.ts',
    code: `import type { Request } from 'express';`,
  },
  { rule: 'gitbeaker-only-in-gitlab', file: 'src/sync/bad-gitlab.ts', code: `import '@gitbeaker/rest';` },
  {
    rule: 'ace-only-in-tenant-connect',
    file: 'src/tenant/bad-ace.ts',
    code: `import 'atlassian-connect-express';`,
  },
  { rule: 'undici-only-in-lib-http', file: 'src/gitlab/bad-http.ts', code: `import 'undici';` },
  { rule: 'graphile-worker-only-in-queue', file: 'src/sync/bad-queue.ts', code: `import 'graphile-worker';` },
  { rule: 'pg-only-in-db-and-queue', file: 'src/sync/bad-pg.ts', code: `import 'pg';` },
  { rule: 'umzug-only-in-db', file: 'src/sync/bad-umzug.ts', code: `import 'umzug';` },
  { rule: 'no-tests-in-the-product', file: 'src/lib/bad-test.ts', code: `import '../../test/good.ts';` },
  {
    rule: 'no-development-dependency-in-the-product',
    file: 'src/lib/bad-dev.ts',
    code: `import 'fast-check';`,
  },
  { rule: 'nothing-unresolvable', file: 'src/lib/bad-path.ts', code: `import './missing.ts';` },
];

/** Imports that every layer may do; none of them may be reported. */
const good: Readonly<Record<string, string>> = {
  'src/lib/good.ts': `import './http/good.ts';`,
  'src/lib/http/good.ts': `import 'undici'; import 'express';`,
  'src/lib/ring2.ts': `import type { Ring } from './ring.ts'; export type Ring2 = Ring;`,
  'src/db/good.ts': `import '../lib/good.ts'; import 'sequelize'; import 'umzug'; import 'pg';`,
  'src/queue/good.ts': `import '../db/good.ts'; import 'graphile-worker'; import 'pg';`,
  'src/gitlab/good.ts': `import '../db/good.ts'; import '@gitbeaker/rest';`,
  'src/jira/good.ts': `import '../lib/good.ts';`,
  'src/context.ts': `import type { A } from './db/good.ts'; export type Context = A;`,
  'src/tenant/good.ts': `import type { Context } from '../context.ts'; import '../jira/good.ts'; import '../queue/good.ts';`,
  'src/tenant/connect/good.ts': `import 'atlassian-connect-express';`,
  'src/tenant/good.store.ts': `import 'sequelize';`,
  'src/tenant/good.routes.ts': `import 'express';`,
  'src/account/good.ts': `import '../tenant/good.ts'; import '../gitlab/good.ts';`,
  'src/repository/good.ts': `import '../account/good.ts';`,
  'src/webhook/good.ts': `import '../repository/good.ts';`,
  'src/dev-info/good.ts': `import '../repository/good.ts'; import '../jira/good.ts';`,
  'src/identity/good.ts': `import '../repository/good.ts';`,
  'src/smart-commit/good.ts': `import '../identity/good.ts';`,
  'src/sync/good.ts': `import '../dev-info/good.ts'; import '../tenant/good.ts';`,
  'src/facade/good.ts': `import '../sync/good.ts'; import '../account/good.ts';`,
  'src/panel/good.ts': `import '../sync/good.ts'; import '../dev-info/good.ts';`,
  'src/cli/good.ts': `import '../context.ts'; import '../sync/good.ts';`,
  'src/cli.ts': `import './cli/good.ts';`,
  'src/server.ts': `import './context.ts'; import './sync/good.ts';`,
  'test/good.ts': `import '../src/lib/good.ts';`,
};

type Report = { summary: { violations: { rule: { name: string }; from: string }[] } };

describe('layers', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dvcs-layers-'));
  let found: Set<string>;

  beforeAll(async () => {
    const write = (file: string, text: string) => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    };
    for (const [file, code] of Object.entries(good)) write(file, `${code}\n`);
    for (const { file, code } of bad) write(file, `${code}\nexport type Ring = 1;\n`);
    for (const file of ['package.json', 'tsconfig.json', 'node_modules']) {
      symlinkSync(path.join(root, file), path.join(folder, file));
    }
    const { stdout } = await run(
      process.execPath,
      [
        path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', path.join(root, '.dependency-cruiser.js'), '--output-type', 'json', 'src'],
      ],
      { cwd: folder, maxBuffer: 50_000_000 },
    ).catch((error: unknown) => error as { stdout: string });
    const report = JSON.parse(stdout) as Report;
    found = new Set(report.summary.violations.map((one) => `${one.rule.name}: ${one.from}`));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(bad)('$rule fails $file', ({ rule, file }) => {
    expect([...found]).toContain(`${rule}: ${file}`);
  });

  it('reports none of the imports that are allowed', () => {
    const files = new Set([...bad.map((one) => one.file), 'src/lib/ring2.ts']);
    expect([...found].filter((one) => !files.has(one.split(': ')[1] ?? ''))).toEqual([]);
  });

  it('has a bad import for each rule', async () => {
    const config = (await import(path.join(root, '.dependency-cruiser.js'))) as {
      default: { forbidden: { name: string; to: { path?: string } }[] };
    };
    const rules = config.default.forbidden.map((rule) => rule.name);
    expect([...new Set(bad.map((one) => one.rule))].sort()).toEqual(rules.sort());
  });
});
