import { Refusal, refuse, violate } from '../http/exchange.ts';
import type { Answer, Call } from '../http/exchange.ts';
import { choice, countedPage, linkTo, pageRequest, pagingParameters } from '../http/paging.ts';
import type { PageRequest } from '../http/paging.ts';
import type { Endpoint } from '../http/router.ts';
import { projectLevel } from '../world/access.ts';
import type { Project } from '../world/model.ts';
import { projectWith } from './find.ts';
import { commitBasic, projectWebUrl } from './shapes.ts';

export const branchEndpoints: readonly Endpoint[] = [
  {
    name: 'project.branches',
    method: 'GET',
    path: '/api/v4/projects/:id/repository/branches',
    query: ['search', 'regex', 'sort', 'page_token', 'pagination', ...pagingParameters],
    access: 'anyone',
    handle: (call) => cached(call, listBranches),
  },
  {
    name: 'project.branch',
    method: 'GET',
    path: '/api/v4/projects/:id/repository/branches/:branch',
    access: 'anyone',
    handle: oneBranch,
  },
];

const cachedMs = 30_000;

/** By project, user and parameters (lib/api/branches.rb, `cache_action`). */
function cached(call: Call, handle: (call: Call) => Answer): Answer {
  const { branchCache: cache, clock } = call.sandbox;
  const key = `${call.user?.id ?? 0} ${call.request.path} ${call.query.toString()}`;
  const kept = cache?.get(key);
  if (kept !== undefined && clock.now() < kept.at + cachedMs) return kept.answer;
  const answer = handle(call);
  cache?.set(key, { at: clock.now(), answer });
  return answer;
}

function listBranches(call: Call): Answer {
  const project = projectWith(call, 'repository');
  const names = sorted(call, project);
  const filtered = names.filter(filterOf(call));
  const page = pageRequest(call.query);
  const shown = (rows: readonly string[]) => rows.map((name) => branch(call, project, name));
  if (!call.sandbox.branchKeyset) {
    if (call.query.get('pagination') === 'keyset' || call.query.has('page_token')) {
      // Behind a feature flag that is off: GitLab ignores it and pages by number.
      return countedPage(call, page, { total: filtered.length, rows: shown(slice(filtered, page)) });
    }
    return countedPage(call, page, { total: filtered.length, rows: shown(slice(filtered, page)) });
  }
  const keyset = call.query.get('pagination') === 'keyset';
  if (filtered.length !== names.length || call.query.has('regex') || call.query.has('search')) {
    // GitLab's trap with the flag on: a filter switches Gitaly's paging off, so page 1 and keyset bring every
    // match, under headers that describe the unfiltered list.
    const all = keyset || page.page === 1;
    return countedPage(call, page, {
      total: names.length,
      rows: shown(all ? filtered : slice(filtered, page)),
    });
  }
  if (keyset) return keysetBranches(call, names, { page, shown });
  return countedPage(call, page, { total: names.length, rows: shown(slice(names, page)) });
}

function keysetBranches(
  call: Call,
  names: readonly string[],
  { page, shown }: { page: PageRequest; shown: (rows: readonly string[]) => unknown[] },
): Answer {
  const token = call.query.get('page_token');
  const from = token === null ? 0 : names.indexOf(token) + 1;
  const rows = names.slice(from, from + page.perPage);
  const last = rows.at(-1);
  const more = last !== undefined && from + rows.length < names.length;
  const headers = more ? { link: linkTo(call, { page_token: last }, 'next') } : undefined;
  return { status: 200, headers, json: shown(rows) };
}

function slice(names: readonly string[], page: PageRequest): readonly string[] {
  return names.slice(page.offset, page.offset + page.perPage);
}

function sorted(call: Call, project: Project): string[] {
  const order = choice(call.query, 'sort', ['name_asc', 'updated_asc', 'updated_desc']);
  const { branches, store } = project.repository;
  const names = [...branches.keys()].sort();
  if (order === 'name_asc') return names;
  const date = (name: string) => store.dates[store.find(branches.get(name) ?? '') ?? -1] ?? 0;
  const sign = order === 'updated_asc' ? 1 : -1;
  return names.sort((a, b) => sign * (date(a) - date(b)));
}

function filterOf(call: Call): (name: string) => boolean {
  const regex = call.query.get('regex');
  const search = call.query.get('search');
  if (regex !== null && search !== null) return violate(call, 'regex and search exclude each other');
  if (regex !== null) {
    const pattern = re2(regex);
    return (name) => pattern.test(name);
  }
  if (search === null) return () => true;
  const plain = search.replace(/^\^/, '').replace(/\$$/, '').toLowerCase();
  return (name) => {
    const lower = name.toLowerCase();
    if (search.startsWith('^') && !lower.startsWith(plain)) return false;
    return search.endsWith('$') ? lower.endsWith(plain) : lower.includes(plain);
  };
}

/** RE2's language: no look-around and no back references; `(?i)` only in front. */
function re2(source: string): RegExp {
  const insensitive = source.startsWith('(?i)');
  const rest = insensitive ? source.slice(4) : source;
  if (/\(\?(?:[=!]|<[=!])|\\[1-9]/.test(rest))
    throw new Refusal({ status: 400, json: { error: 'regex is invalid' } });
  try {
    return new RegExp(rest, insensitive ? 'i' : '');
  } catch {
    throw new Refusal({ status: 400, json: { error: 'regex is invalid' } });
  }
}

function oneBranch(call: Call): Answer {
  const project = projectWith(call, 'repository');
  const name = call.params['branch'] ?? '';
  if (!project.repository.branches.has(name)) return refuse(404, '404 Branch Not Found');
  return { status: 200, json: branch(call, project, name) };
}

/** A branch as every endpoint shows it. */
export function branch(call: Call, project: Project, name: string): Record<string, unknown> {
  const { branches, store } = project.repository;
  const webUrl = projectWebUrl(call.sandbox.url, project);
  const head = store.find(branches.get(name) ?? '');
  if (head === undefined) throw new Error(`The branch ${name} has no commit.`);
  const isDefault = name === project.defaultBranch;
  const base = isDefault ? undefined : project.repository.resolve('HEAD', project.defaultBranch);
  const level = projectLevel(call.user, project);
  return {
    name,
    commit: commitBasic(webUrl, store.record(head)),
    merged: base !== undefined && store.reachable([base])[head] === 1,
    protected: isDefault,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: level >= (isDefault ? 40 : 30),
    default: isDefault,
    web_url: `${webUrl}/-/tree/${name.split('/').map(encodeURIComponent).join('/')}`,
  };
}
