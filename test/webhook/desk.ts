import { signed } from '../sandbox/gitlab/hooks/headers.ts';
import type { Hook } from '../sandbox/gitlab/hooks/hook.ts';
import { linkedGroup, type Linked } from './support.ts';

export type Sent = {
  readonly hook?: Hook;
  readonly headers?: Record<string, string>;
  readonly url?: string;
};

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A linked group `acme` with the projects `app` and `web`, the hook of the group, and what comes in through it. */
export async function openDesk() {
  const linked: Linked = await linkedGroup({
    projects: ['app', 'web'],
    gitlab: { license: 'premium', version: '19.0.0' },
  });
  const { app, projects } = linked;
  const { db } = app.ctx;
  const [group] = app.gitlab.hooks.all;
  if (group === undefined) throw new Error('there is no hook');

  return {
    linked,
    app,
    group,
    projectId: (index = 0) => projects[index]?.id ?? 0,
    push: (branch: string, id = projects[0]?.id ?? 0) => ({
      object_kind: 'push',
      project_id: id,
      ref: `refs/heads/${branch}`,
    }),
    /** As GitLab before 19.0 sends: with the secret token. */
    send(body: unknown, { hook = group, headers = {}, url = hook.url }: Sent = {}): Promise<Response> {
      return fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-gitlab-token': hook.token ?? '', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
    signature: (text: string, seconds: number) =>
      signed(group.signingToken ?? '', { id: 'id', body: text, seconds }),
    /** Work that waits, as `task where what`; what is due later has an `@` before it. */
    async work(): Promise<string[]> {
      const rows = await db.rows<{ task: string; payload: Record<string, unknown>; later: boolean }>(
        `select t.identifier as task, (j.payload->'payload')::jsonb as payload, false as later
         from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         union all select task, (job->'envelope'->'payload')::jsonb, true from timer where task like 'live.%'`,
      );
      const known = await db.rows<{ id: string; path: string }>('select id, path from repository');
      const paths = new Map(known.map(({ id, path }) => [id, path]));
      return rows
        .map(({ task, payload: { repositoryId, branch, iid, id }, later }) => {
          const where = typeof repositoryId === 'string' ? [paths.get(repositoryId)] : [];
          return [`${later ? '@' : ''}${task}`, ...where, branch ?? iid ?? id].filter(Boolean).join(' ');
        })
        .sort();
    },
    deliveries: () =>
      db.rows<{ event: string; outcome: string; about: string }>(
        'select event, outcome, about from delivery order by received_at, event, about',
      ),
    forgetJobs: () => db.run('delete from graphile_worker._private_jobs'),
    async forgetAll(): Promise<void> {
      await db.run('delete from delivery where tenant_id is not null');
      await db.run('delete from timer where tenant_id is not null');
      await db.run('delete from graphile_worker._private_jobs');
    },
  };
}
