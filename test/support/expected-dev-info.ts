import { branchId } from '../../src/dev-info/entity-id.ts';
import { issueKeys } from '../../src/lib/naming/issue-keys.ts';
import type { Project } from '../sandbox/gitlab/world/model.ts';
import type { History } from '../sandbox/history/history.ts';
import type { JiraSite } from '../sandbox/jira/jira-site.ts';
import { reachable } from '../sync/support.ts';

/** What Jira has to hold of a project in the end, by `kind id`: its issue keys, found without any of the app's reading. */
export type Expected = ReadonlyMap<string, readonly string[]>;

const mostKeys = 500;

/** @param projectKeys those of the site */
export function expectedOf(history: History, project: Project, projectKeys: readonly string[]): Expected {
  const expected = new Map<string, readonly string[]>();
  const add = (name: string, ...texts: string[]) => {
    const keys = issueKeys(texts.join('\n')).filter((key) =>
      projectKeys.some((of) => key.startsWith(`${of}-`)),
    );
    if (keys.length > 0) expected.set(name, keys.slice(0, mostKeys).sort());
  };
  const shas = reachable(history);
  for (const { id, message } of history.commits) if (shas.has(id)) add(`commits ${id}`, message);
  const open = history.mergeRequests.filter(({ state }) => state === 'opened');
  for (const { name } of history.branches) {
    const named = open.filter((one) => one.source_branch === name);
    const texts = named.flatMap(({ title, description }) => [title, description ?? '']);
    add(`branches ${branchId(name)}`, name, ...texts);
  }
  for (const one of history.mergeRequests) {
    const id = project.mergeRequests.get(one.iid)?.id ?? 0;
    add(`pullRequests ${id}`, one.title, one.description ?? '', one.source_branch);
  }
  return expected;
}

/** How what a site's Jira has of a project differs from what it has to have, in words; at most twenty. */
export function differences(
  site: JiraSite,
  { history, project }: { history: History; project: Project },
): string[] {
  const expected = expectedOf(history, project, [...site.projects.keys()]);
  const stored = [...site.app().devInfo.repositories].find(([id]) => id.endsWith(`-${project.id}`))?.[1];
  const found: string[] = [];
  for (const [name, keys] of expected) {
    const [kind, id] = name.split(' ') as ['commits' | 'branches' | 'pullRequests', string];
    const entity = stored?.entities[kind].get(id);
    if (entity === undefined) found.push(`${name} is missing`);
    else if (String([...(entity.payload.issueKeys ?? [])].sort()) !== String(keys))
      found.push(`${name} has other keys`);
  }
  const count = Object.values(stored?.entities ?? {}).reduce((sum, { size }) => sum + size, 0);
  if (count !== expected.size) found.push(`${count} instead of ${expected.size} entities`);
  return found.slice(0, 20);
}
