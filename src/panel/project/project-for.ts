import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Db } from '../../db/db.ts';
import { mayViewDevTools } from '../../jira/dev-tools.client.ts';
import { mondays } from '../../lib/charts/weeks.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';
import { getRepositories, type Repository } from '../../repository/repository.store.ts';
import { dialectOf } from '../../tenant/jira-connection.ts';
import type { Viewer } from '../../tenant/viewer.ts';
import { countByWeek, hasDevelopment, type WeekCount } from './activity.store.ts';
import { cycleTimes, type WeekOfIssues } from './cycle.store.ts';
import {
  countEnds,
  lastDeployments,
  listEnvironments,
  type EndCount,
  type Environment,
  type LastDeployment,
} from './environments.store.ts';
import { seenByViewer } from './seen-by-viewer.ts';
import {
  countWaiting,
  listWaiting,
  mostCounted,
  type Wait,
  type WaitingMergeRequest,
} from './waiting.store.ts';

export type ProjectDevelopment = {
  readonly projectKey: string;
  /** As Jira calls it. */
  readonly projectName: string;
  /** Where people find this Jira. */
  readonly siteUrl: string;
  /** The beginnings of the weeks that are shown, epoch ms: Mondays, UTC, the last the current week's. */
  readonly weeks: readonly number[];
  readonly now: number;
  /** Undefined where the ledger does not name the project. */
  readonly figures: ProjectFigures | undefined;
};

export type ProjectFigures = {
  readonly counts: readonly WeekCount[];
  readonly waiting: {
    readonly counts: Readonly<Record<Wait, number>>;
    readonly total: number;
    /** From 1. */
    readonly page: number;
    readonly pages: number;
    /** Each with the issues of the project that the viewer may see. */
    readonly shown: readonly WaitingMergeRequest[];
    /** How many of this page name only issues that the viewer may not see. */
    readonly hidden: number;
  };
  readonly environments: {
    /** Production first. */
    readonly shown: readonly EnvironmentFigures[];
    readonly total: number;
    /** Whether there are more than `total`. */
    readonly hasMore: boolean;
  };
  readonly cycles: readonly WeekOfIssues[];
  readonly repositories: ReadonlyMap<string, Repository>;
};

/** `name` and `last` are undefined where the viewer may see none of the issues of the project that the last one names. */
export type EnvironmentFigures = Pick<Environment, 'type'> & {
  readonly name: string | undefined;
  readonly ends: readonly EndCount[];
  /** The last deployment that went well, or where none did, the last of the others. */
  readonly last: Pick<LastDeployment, 'repositoryId' | 'facts'> | undefined;
};

const shownWeeks = 12;
const shownWaiting = 10;
/** Jira tells of all the issues that their last deployments name at once (seen-by-viewer.ts). */
const shownEnvironments = 12;
const countedEnvironments = 100;
/** As many as are counted. */
const mostPages = Math.ceil(mostCounted / shownWaiting);

const named = z.object({ key: z.string(), name: z.string() });
/** Cloud lists what it has found, Data Center gives the project or 404. */
const searchAnswer = z
  .union([z.object({ values: z.array(named) }), named])
  .transform((answer) => ('values' in answer ? answer.values : [answer]));

/** The Mondays on which the shown weeks begin (UTC, epoch ms). */
export function chartedWeeks(now: number): number[] {
  return mondays(now, shownWeeks);
}

/**
 * What the ledger has of a Jira project, for a person who may browse it and see its development: Jira is asked as that
 * person.
 *
 * @throws AppError `not_found` for a project that is not there or not for this person, `forbidden` where only its
 * development is not, `unavailable` without an answer
 */
export async function projectFor(
  ctx: Context,
  viewer: Viewer,
  { projectKey, page }: { projectKey: string; page: number },
): Promise<ProjectDevelopment> {
  const projectName = await visibleName(viewer, projectKey);
  const now = ctx.clock.now();
  const weeks = chartedWeeks(now);
  const of = { tenantId: viewer.tenant.id, projectKey, since: weeks[0] ?? now };
  return {
    ...{ projectKey, projectName, weeks, now },
    siteUrl: viewer.tenant.displayUrl,
    figures: (await hasDevelopment(ctx.db, of))
      ? await loadFigures(ctx, viewer, { of, page, now })
      : undefined,
  };
}

type OfProject = { readonly tenantId: string; readonly projectKey: string; readonly since: number };

async function loadFigures(
  { db }: Context,
  viewer: Viewer,
  { of, page, now }: { of: OfProject; page: number; now: number },
): Promise<ProjectFigures> {
  const [counts, cycles, waiting, environments] = await Promise.all([
    countByWeek(db, of),
    cycleTimes(db, of),
    loadWaiting(db, viewer, { of, page, now }),
    loadEnvironments(db, viewer, { of, now }),
  ]);
  const ids = environments.shown.flatMap(({ last }) => last?.repositoryId ?? []);
  const repositories = await getRepositories(db, of.tenantId, [...new Set(ids)]);
  return {
    ...{ counts, cycles, waiting, environments },
    repositories: new Map(repositories.map((repository) => [repository.id, repository])),
  };
}

async function loadWaiting(
  db: Db,
  viewer: Viewer,
  { of, page: asked, now }: { of: OfProject; page: number; now: number },
): Promise<ProjectFigures['waiting']> {
  const counts = await countWaiting(db, of);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const pages = Math.min(Math.max(1, Math.ceil(total / shownWaiting)), mostPages);
  const page = Math.min(asked, pages);
  const listed = await listWaiting(db, { ...of, limit: shownWaiting, offset: (page - 1) * shownWaiting });
  const { isShown, keysOf } = await seenByViewer(viewer, { ...of, now }, listed);
  const shown = listed.filter(isShown).map((one) => ({ ...one, issueKeys: keysOf(one) }));
  return { counts, total, page, pages, shown, hidden: listed.length - shown.length };
}

async function loadEnvironments(
  db: Db,
  viewer: Viewer,
  { of, now }: { of: OfProject; now: number },
): Promise<ProjectFigures['environments']> {
  const all = await listEnvironments(db, of, countedEnvironments + 1);
  const shown = all.slice(0, shownEnvironments);
  const [ends, last] = await Promise.all([countEnds(db, of, shown), lastDeployments(db, of, shown)]);
  const { isShown } = await seenByViewer(viewer, { ...of, now }, last);
  const ofSame = ({ type, name }: Environment) => {
    return (one: Environment) => one.type === type && one.name === name;
  };
  return {
    shown: shown.map((environment) => {
      const seen = last.filter(isShown).find(ofSame(environment));
      const name = seen === undefined ? undefined : environment.name;
      return { type: environment.type, name, ends: ends.filter(ofSame(environment)), last: seen };
    }),
    total: Math.min(all.length, countedEnvironments),
    hasMore: all.length > countedEnvironments,
  };
}

/** `browse`: the permission that shows the project's issues; seeing that there is a project is not enough. */
async function visibleName(viewer: Viewer, projectKey: string): Promise<string> {
  const dialect = dialectOf(viewer.tenant);
  const ask: Viewer['ask'] = (request) => viewer.ask(request);
  const [{ status, body }, mayView] = await Promise.all([
    ask({ method: 'GET', ...dialect.visibleProject(projectKey), timeoutMs: 10_000 }),
    mayViewDevTools({ ask, dialect }, { projectKey }),
  ]);
  const answer = status === 200 ? searchAnswer.safeParse(body).data : undefined;
  if ((answer === undefined && status !== 403 && status !== 404) || mayView === undefined) {
    throw new AppError('unavailable', say('panel.projectUnknown'));
  }
  const found = answer?.find(({ key }) => key === projectKey);
  if (found === undefined) {
    throw new AppError('not_found', say('panel.noProject'));
  }
  if (!mayView) throw new AppError('forbidden', say('panel.noDevTools'));
  return found.name;
}
