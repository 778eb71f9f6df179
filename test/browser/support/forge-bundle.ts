import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildForge } from '../../../forge/build.ts';
import type { JiraSandbox } from '../../sandbox/jira/jira-sandbox.ts';

let built: Promise<string> | undefined;

/** Gives Jira the static files of our pages, as `forge deploy` would. They are built once in a process. */
export async function deployForgePages(jira: JiraSandbox): Promise<void> {
  built ??= build();
  await jira.deployForge(await built);
}

/** @returns a folder as the one of the written manifest */
async function build(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await buildForge(folder);
  return folder;
}
