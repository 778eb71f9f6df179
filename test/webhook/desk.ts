import { signed } from '../sandbox/gitlab/hooks/headers.ts';
import type { Hook } from '../sandbox/gitlab/hooks/hook.ts';
import { linkedGroup, type Linked } from './support.ts';

export type Sent = {
  readonly hook?: Hook;
  readonly headers?: Record<string, string>;
  readonly url?: string;
};

type Changed = {
  readonly kind: string;
  readonly path: string;
  readonly id: string;
  readonly dueAt: Date;
  readonly announced: number;
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
    /** What waits to be looked at, as `live.kind where what`; what is due later has an `@` before it. */
    async work(): Promise<string[]> {
      const changes = await db.rows<Changed>(
        `select c.kind, r.path, c.id, c.due_at as "dueAt", (
           select count(*)::int from graphile_worker._private_jobs j
           where j.payload->'payload'->>'repositoryId' = r.id::text) + (
           select count(*)::int from timer t
           where t.task = 'live.repository' and t.job#>>'{envelope,payload,repositoryId}' = r.id::text) as announced
         from live_change c join repository r on r.tenant_id = c.tenant_id and r.id = c.repository_id`,
      );
      const listings = await db.rows<{ later: boolean }>(
        `select false as later from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id and t.identifier = 'live.projects'
         union all select true from timer where task = 'live.projects'`,
      );
      const unannounced = changes.find(({ announced }) => announced === 0);
      if (unannounced !== undefined) throw new Error(`Nobody will look at ${JSON.stringify(unannounced)}.`);
      const at = (later: boolean) => (later ? '@' : '');
      return [
        ...changes.map(({ kind, path, id, dueAt }) =>
          `${at(dueAt.getTime() > app.clock.now())}live.${kind.replace('_', '-')} ${path} ${id}`.trim(),
        ),
        ...listings.map(({ later }) => `${at(later)}live.projects`),
      ].sort();
    },
    deliveries: () =>
      db.rows<{ event: string; outcome: string; about: string }>(
        'select event, outcome, about from delivery order by received_at, event, about',
      ),
    async forgetJobs(): Promise<void> {
      await db.run('delete from live_change where tenant_id is not null');
      await db.run('delete from graphile_worker._private_jobs');
    },
    async forgetAll(): Promise<void> {
      await db.run('delete from delivery where tenant_id is not null');
      await db.run('delete from live_change where tenant_id is not null');
      await db.run('delete from timer where tenant_id is not null');
      await db.run('delete from graphile_worker._private_jobs');
    },
  };
}
