import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cloud } from '../jira/cloud/cloud.ts';
import { findIssue, type Site } from '../jira/cloud/site.ts';
import { createRouter } from '../jira/http/router.ts';
import { siteServer } from '../jira/http/server.ts';
import type { ApiRoute } from '../jira/http/exchange.ts';
import { PROJECT_ROUTES } from '../jira/rest/project-routes.ts';
import { COMMENT_ROUTES } from '../jira/work/rest/comment-routes.ts';
import { ISSUE_ROUTES } from '../jira/work/rest/issue-routes.ts';
import { TRANSITION_ROUTES } from '../jira/work/rest/transition-routes.ts';
import { WORKLOG_ROUTES } from '../jira/work/rest/worklog-routes.ts';
import { OAUTH_ROUTES } from './oauth-routes.ts';
import { SERVER_ROUTES } from './people-routes.ts';
import { REMOTE_LINK_ROUTES } from './remote-link-routes.ts';
import type { DataCenter, IncomingLink, RemoteLink, Scope } from './state.ts';

export interface DataCenterOptions {
  /** 9.12.4 by default. */
  version?: string | undefined;
  /** Such as `/jira`, behind a proxy. None by default. */
  contextPath?: string | undefined;
  /** Speaks https with this certificate. */
  tls?: { key: string; cert: string } | undefined;
  /** The port of one that was closed. */
  port?: number | undefined;
}

/** A Jira Data Center over the users, projects, issues and work of a site, to be driven by a test. */
export interface DataCenterApi {
  readonly url: string;
  readonly state: DataCenter;
  /** What an administrator makes for an external application. */
  createLink(options: { redirectUri: string; scope?: Scope | undefined }): IncomingLink;
  /** The administrator deletes it: all of its tokens end. */
  deleteLink(clientId: string): void;
  /** A personal access token. */
  createToken(accountId: string): string;
  /** Somebody is asked, at the address that a client sent them to, and says yes. @returns where that leads them */
  consent(authorizeUrl: string, accountId: string): Promise<string>;
  /** Somebody takes back what they have allowed. */
  revokeGrants(accountId: string): void;
  remoteLinks(issueKey: string): readonly RemoteLink[];
  close(): Promise<void>;
}

/** Calls of Cloud that Data Center has too, each with the parameters that are documented there. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  'issue.get': ['fields', 'expand'],
  'issue.comments': ['startAt', 'maxResults', 'orderBy', 'expand'],
  'issue.comment.add': [],
  'comment.property': [],
  'issue.worklogs': [],
  'issue.worklog.add': ['adjustEstimate', 'newEstimate', 'reduceBy'],
  'issue.transitions': ['expand', 'transitionId'],
  'issue.transition': [],
  configuration: [],
};

function sharedRoutes(): ApiRoute[] {
  const all = [
    ...COMMENT_ROUTES,
    ...ISSUE_ROUTES,
    ...TRANSITION_ROUTES,
    ...WORKLOG_ROUTES,
    ...PROJECT_ROUTES,
  ];
  return all.flatMap((route) => {
    const query = SHARED[route.endpoint];
    return query === undefined
      ? []
      : [{ ...route, query, unsupportedQuery: [], path: route.path.replace('/rest/api/3/', '/rest/api/2/') }];
  });
}

export async function startDataCenter(
  cloud: Cloud,
  site: Site,
  { version = '9.12.4', contextPath = '', tls, port = 0 }: DataCenterOptions = {},
): Promise<DataCenterApi> {
  const state: DataCenter = {
    url: '',
    contextPath,
    version,
    links: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    personalTokens: new Map(),
    remoteLinks: new Map(),
    nextLinkId: 10_000,
  };
  const router = createRouter([...OAUTH_ROUTES, ...SERVER_ROUTES, ...REMOTE_LINK_ROUTES, ...sharedRoutes()]);
  const server = siteServer({ cloud, site, router }, { dataCenter: state, tls });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  state.url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${own}${contextPath}`;
  return apiOf({ cloud, site, state, server });
}

function apiOf({
  cloud,
  site,
  state,
  server,
}: {
  cloud: Cloud;
  site: Site;
  state: DataCenter;
  server: Server;
}): DataCenterApi {
  const endWhere = (ended: (grant: { clientId: string; accountId: string }) => boolean) => {
    for (const list of [state.accessTokens, state.refreshTokens, state.codes])
      for (const [key, { grant }] of list) if (ended(grant)) list.delete(key);
  };
  return {
    url: state.url,
    state,
    createLink({ redirectUri, scope = 'WRITE' }) {
      const link = {
        clientId: randomBytes(16).toString('hex'),
        clientSecret: randomBytes(32).toString('hex'),
        redirectUri,
        scope,
      };
      state.links.set(link.clientId, link);
      return link;
    },
    deleteLink(clientId) {
      state.links.delete(clientId);
      endWhere((grant) => grant.clientId === clientId);
    },
    createToken(accountId) {
      const token = randomBytes(24).toString('base64');
      state.personalTokens.set(token, { accountId, expiresAt: cloud.clock.now() + 90 * 24 * 3_600_000 });
      return token;
    },
    async consent(authorizeUrl, accountId) {
      const body = new URLSearchParams({ accountId });
      const answer = await fetch(authorizeUrl, { method: 'POST', body, redirect: 'manual' });
      const location = answer.headers.get('location');
      if (answer.status !== 302 || location === null)
        throw new Error(`Jira did not let them consent: ${answer.status} ${await answer.text()}`);
      return location;
    },
    revokeGrants: (accountId) => endWhere((grant) => grant.accountId === accountId),
    remoteLinks(issueKey) {
      return state.remoteLinks.get(findIssue(site, issueKey)?.id ?? '') ?? [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
