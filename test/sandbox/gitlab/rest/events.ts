import type { Answer, Call } from '../http/exchange.ts';
import { choice, countedPage, pageRequest, pagingParameters, time } from '../http/paging.ts';
import { violate } from '../http/exchange.ts';
import type { Endpoint } from '../http/router.ts';
import { canReadCode } from '../world/access.ts';
import { noCommit } from '../world/events.ts';
import type { Project } from '../world/model.ts';
import type { PushEvent } from '../world/push-events.ts';
import { projectOf } from './find.ts';
import { isoMs, userBasic } from './shapes.ts';

const dayMs = 86_400_000;

/** A project's activity feed, of which only pushes are kept here. */
export const eventEndpoints: readonly Endpoint[] = [
  {
    name: 'project.events',
    method: 'GET',
    path: '/api/v4/projects/:id/events',
    query: ['action', 'target_type', 'before', 'after', 'sort', ...pagingParameters],
    access: 'user',
    handle: listEvents,
  },
];

/** Newest first; `after` and `before` are days, which are themselves left out (app/finders/events_finder.rb). */
function listEvents(call: Call): Answer {
  const project = projectOf(call);
  if (call.query.get('action') !== 'pushed') violate(call, 'only action=pushed is served here');
  const after = day(call, 'after');
  const before = day(call, 'before');
  const rows = call.sandbox.state.pushEvents.filter(
    (event) =>
      event.project === project &&
      canReadCode(call.user, project) &&
      (after === undefined || event.at >= after + dayMs) &&
      (before === undefined || event.at < before),
  );
  if (choice(call.query, 'sort', ['desc', 'asc']) === 'desc') rows.reverse();
  const page = pageRequest(call.query);
  const shown = rows.slice(page.offset, page.offset + page.perPage);
  const json = shown.map((event) => eventJson(call.sandbox.url, project, event));
  return countedPage(call, page, { total: rows.length, rows: json });
}

function day(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text !== null && !/^\d{4}-\d{2}-\d{2}$/.test(text)) violate(call, `${name} is a day, YYYY-MM-DD`);
  return time(call.query, name);
}

const actionNames = { created: 'pushed new', removed: 'deleted', pushed: 'pushed to' } as const;

function eventJson(url: string, project: Project, event: PushEvent): Record<string, unknown> {
  const { moved, user } = event;
  const { public_email: _, ...author } = userBasic(url, user);
  return {
    id: event.id,
    project_id: project.id,
    action_name: actionNames[event.action],
    target_id: null,
    target_iid: null,
    target_type: null,
    author_id: user.id,
    target_title: null,
    created_at: isoMs(event.at),
    author,
    imported: false,
    imported_from: 'none',
    push_data: {
      commit_count: event.commitCount,
      action: event.action,
      ref_type: event.refType,
      commit_from: shaOf(moved?.before),
      commit_to: shaOf(moved?.after),
      ref: moved === null ? null : moved.ref.replace(/^refs\/(heads|tags)\//, ''),
      commit_title: titleOf(project, moved?.after),
      ref_count: event.refCount,
    },
    author_username: user.username,
  };
}

function shaOf(sha: string | undefined): string | null {
  return sha === undefined || sha === noCommit ? null : sha;
}

function titleOf({ repository }: Project, sha: string | undefined): string | null {
  const commit = repository.store.find(sha ?? '');
  if (commit === undefined) return null;
  const [title = ''] = repository.store.record(commit).message.split('\n');
  return title.length > 70 ? `${title.slice(0, 67)}...` : title;
}
