import type { Site } from '../cloud/site.ts';
import type { Exchange } from '../http/exchange.ts';
import { describeIssue, driveWork } from '../work/drive-work.ts';
import type { DriveWork } from '../work/drive-work.ts';
import type { EntityProperties } from '../work/model.ts';
import type { Arrival } from './arrivals.ts';

type Body = Record<string, unknown>;

/**
 * Every issue that somebody worked on, in one answer: each comment and worklog with its properties, and the history.
 * @param projectKey of one project only
 */
export function describeWork(site: Site, projectKey: string | null): unknown[] {
  return [...site.issues.values()]
    .filter((issue) => site.work.issues.has(issue.id))
    .filter((issue) => projectKey === null || issue.projectKey === projectKey)
    .map((issue) => {
      const { comments, worklogs, fields, ...rest } = describeIssue(site, issue);
      return {
        ...rest,
        fields: Object.fromEntries(fields),
        comments: comments.map(withProperties),
        worklogs: worklogs.map(withProperties),
      };
    });
}

function withProperties<T extends { properties: EntityProperties }>(entry: T) {
  return { ...entry, properties: Object.fromEntries(entry.properties) };
}

/** When each comment was there, by what it says: `comment KEY-1 words`. */
export function commentArrivals(site: Site): Arrival[] {
  return [...site.issues.values()].flatMap((issue) =>
    (site.work.issues.get(issue.id)?.comments ?? []).map(({ text, created }) => ({
      name: `comment ${issue.key} ${text}`,
      level: 0,
      at: created,
    })),
  );
}

/** What people in Jira do, each by its name in the address; the body holds the arguments by name. */
export const WORK_ACTS: Record<string, (exchange: Exchange, body: Body) => unknown> = {
  workflow: act((drive, { projectKey, workflow }) =>
    drive.setWorkflow(String(projectKey), workflow as Parameters<DriveWork['setWorkflow']>[1]),
  ),
  status: act((drive, { issueKey, status }) => drive.setStatus(String(issueKey), String(status))),
  'time-tracking': act((drive, { on }) => drive.setTimeTracking(on === true)),
  forbid: act((drive, { accountId, permission, projectKey }) =>
    drive.forbid(String(accountId), String(permission), projectKey as string | undefined),
  ),
  allow: act((drive, { accountId, permission, projectKey }) =>
    drive.allow(String(accountId), String(permission), projectKey as string | undefined),
  ),
  'move-issue': act((drive, { issueKey, newKey }) => drive.moveIssue(String(issueKey), String(newKey))),
};

function act(change: (drive: DriveWork, body: Body) => void) {
  return ({ cloud, site }: Exchange, body: Body) =>
    change(
      driveWork(site, () => cloud.clock.now()),
      body,
    );
}
