import type { Json, OldClient } from './old-client.ts';

/** What the connector stores of one commit (`GithubChangesetFactory`). */
export type Changeset = {
  readonly message: string;
  readonly author: string;
  readonly email: string;
  readonly date: string;
  readonly parents: readonly string[];
  readonly files: readonly string[];
};

/** What it stores of one pull request (`GitHubPullRequestProcessor`). */
export type PullRequest = {
  readonly title: string;
  readonly url: string;
  readonly status: 'OPEN' | 'DECLINED' | 'MERGED';
  readonly sourceBranch: string;
  readonly destinationBranch: string;
  readonly updatedOn: string;
  readonly commentCount: number;
  readonly commits: readonly string[];
  readonly participants: readonly string[];
};

/** A repository in the connector's tables. */
export type StoredRepository = {
  readonly id: number;
  readonly slug: string;
  heads: Map<string, string>;
  readonly changesets: Map<string, Changeset>;
  readonly pullRequests: Map<number, PullRequest>;
  readonly events: Map<string, { readonly createdAt: string; savePoint: boolean }>;
};

export function newRepository(id: number, slug: string): StoredRepository {
  return { id, slug, heads: new Map(), changesets: new Map(), pullRequests: new Map(), events: new Map() };
}

/** `EnumSet<SynchronizationFlag>`: what is read, and whether everything anew. */
export type Sync = { readonly soft: boolean; readonly changesets?: boolean; readonly pullRequests?: boolean };

type Place = { readonly client: OldClient; readonly organization: string; readonly stored: StoredRepository };

/** `GithubCommunicator.startSynchronisation`, with the messages it publishes worked off one after the other. */
export async function synchronize(
  place: Place,
  { soft, changesets = true, pullRequests = true }: Sync,
): Promise<void> {
  const { stored } = place;
  // `DefaultSynchronizer`: without any head a soft one is a full one, which first forgets what there is.
  const isSoft = soft && (!changesets || stored.heads.size > 0);
  if (!isSoft && changesets) stored.changesets.clear();
  if (!isSoft && pullRequests) {
    stored.pullRequests.clear();
    stored.events.clear();
  }
  if (changesets) await syncChangesets(place);
  if (pullRequests && isSoft) await syncEvents(place);
  else if (pullRequests) await fullPullRequests(place);
}

const base = ({ organization, stored }: Place) => `/repos/${organization}/${stored.slug}`;

/** One message for each head, each of which fetches one commit and publishes its parents, until one is known. */
async function syncChangesets(place: Place): Promise<void> {
  const { client, stored } = place;
  const branches = await client.list(`${base(place)}/branches`);
  const open = branches.map((branch) => text(branch, 'commit', 'sha'));
  stored.heads = new Map(branches.map((branch) => [text(branch, 'name'), text(branch, 'commit', 'sha')]));
  for (let sha = open.shift(); sha !== undefined; sha = open.shift()) {
    if (stored.changesets.has(sha)) continue;
    const commit = await client.get(`${base(place)}/commits/${sha}`);
    if (commit['sha'] !== sha) throw new Error(`asked for ${sha}, got ${String(commit['sha'])}`);
    const parents = list(commit, 'parents').map((parent) => text(parent, 'sha'));
    stored.changesets.set(sha, {
      message: text(commit, 'commit', 'message'),
      author: text(commit, 'commit', 'author', 'name'),
      email: text(commit, 'commit', 'author', 'email'),
      date: text(commit, 'commit', 'author', 'date'),
      parents,
      files: list(commit, 'files').map((file) => `${text(file, 'status')} ${text(file, 'filename')}`),
    });
    open.push(...parents);
  }
}

const first = { perPage: 30, pages: 1 };

/** `GitHubPullRequestPageMessageConsumer` of a full sync: the first page of events is the save point. */
async function fullPullRequests(place: Place): Promise<void> {
  const { client, stored } = place;
  let savePoint = true;
  for (const event of await client.list(`${base(place)}/events`, { perPage: 1, pages: 1 })) {
    stored.events.set(text(event, 'id'), { createdAt: text(event, 'created_at'), savePoint });
    savePoint = false;
  }
  await listPullRequests(place, { order: 'sort=created&direction=asc', processed: new Set() });
}

/** It stops at the first that has not changed. */
async function listPullRequests(
  place: Place,
  { order, processed }: { order: string; processed: Set<number> },
): Promise<void> {
  const { client, stored } = place;
  for (let page = 1; ; page += 1) {
    const path = `${base(place)}/pulls?state=all&${order}`;
    const found = await client.list(path, { ...first, page });
    for (const pull of found) {
      if (processed.has(Number(pull['id']))) continue;
      const known = stored.pullRequests.get(Number(pull['number']));
      if (known !== undefined && text(pull, 'updated_at') <= known.updatedOn) return;
      await processPullRequest(place, pull);
    }
    if (found.length < first.perPage) return;
  }
}

/** `GitHubEventServiceImpl.synchronize`. */
async function syncEvents(place: Place): Promise<void> {
  const { client, stored } = place;
  const lastSavePoint = [...stored.events.values()].filter(({ savePoint }) => savePoint).at(-1)?.createdAt;
  const processed = new Map<number, number>();
  let latest: string | undefined;
  let isListed = false;
  for (const event of await client.list(`${base(place)}/events`, { perPage: 30 })) {
    isListed = true;
    const [id, createdAt] = [text(event, 'id'), text(event, 'created_at')];
    if (lastSavePoint !== undefined && createdAt < lastSavePoint) {
      isListed = false;
      break;
    }
    if (!stored.events.has(id)) {
      const pull = object(event, 'payload', 'pull_request');
      processed.set(Number(pull['id']), Number(pull['number']));
      stored.events.set(id, { createdAt, savePoint: false });
    }
    latest ??= id;
  }
  for (const number of processed.values()) {
    await processPullRequest(place, await client.get(`${base(place)}/pulls/${number}`));
  }
  const marked = latest === undefined ? undefined : stored.events.get(latest);
  if (marked !== undefined) marked.savePoint = true;
  if (isListed) {
    await listPullRequests(place, {
      order: 'sort=updated&direction=desc',
      processed: new Set(processed.keys()),
    });
  }
}

async function processPullRequest(place: Place, pull: Json): Promise<void> {
  const { client, stored } = place;
  const number = Number(pull['number']);
  const path = `${base(place)}/pulls/${number}`;
  const before = stored.pullRequests.get(number);
  const status = statusOf(pull);
  const [sourceBranch, destinationBranch] = [text(pull, 'head', 'ref'), text(pull, 'base', 'ref')];
  const hasMoved =
    before?.status !== status ||
    before.sourceBranch !== sourceBranch ||
    before.destinationBranch !== destinationBranch;
  const commits = hasMoved
    ? (await client.list(`${path}/commits`)).map((commit) => text(commit, 'sha'))
    : before.commits;
  const comments = await client.list(`${base(place)}/issues/${number}/comments`);
  const onLines = await client.list(`${path}/comments`);
  const people = [pull['user'], pull['merged_by'], pull['assignee']].concat(
    [...comments, ...onLines].map((comment) => comment['user']),
  );
  const logins = people.flatMap((person) => (person ? [text(person as Json, 'login')] : []));
  stored.pullRequests.set(number, {
    title: text(pull, 'title'),
    url: text(pull, 'html_url'),
    status,
    sourceBranch,
    destinationBranch,
    updatedOn: text(pull, 'updated_at'),
    commentCount:
      Math.max(Number(pull['comments']), comments.length) +
      Math.max(Number(pull['review_comments']), onLines.length),
    commits,
    participants: [...new Set(logins)],
  });
}

/** `PullRequestStatus.fromGithubStatus`. */
function statusOf(pull: Json): PullRequest['status'] {
  if (pull['state'] === 'open') return 'OPEN';
  return pull['merged_at'] === null ? 'DECLINED' : 'MERGED';
}

function object(from: Json, ...names: string[]): Json {
  return names.reduce<Json>((value, name) => value[name] as Json, from);
}

/** A text that has to be there: the connector would fail without it. */
function text(from: Json, ...names: string[]): string {
  const last = names.at(-1) ?? '';
  const value = object(from, ...names.slice(0, -1))[last];
  if (typeof value !== 'string') throw new Error(`${names.join('.')} is ${String(value)}`);
  return value;
}

function list(from: Json, name: string): Json[] {
  const value = from[name];
  if (!Array.isArray(value)) throw new Error(`${name} is no list`);
  return value as Json[];
}
