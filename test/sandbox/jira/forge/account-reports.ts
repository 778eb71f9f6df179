import { violate } from '../http/api-call.ts';
import { jsonBody, platformError } from '../http/exchange.ts';
import type { Exchange, Reply, ServiceRoute } from '../http/exchange.ts';
import { findToken } from './tokens.ts';

/** What Atlassian knows of accounts that apps report. */
export interface ReportedAccounts {
  /** People who closed their account: apps have to erase them. */
  closed: Set<string>;
  /** When a profile was changed last, epoch ms: what an app read before that is old. */
  updatedAt: Map<string, number>;
  /** How often an app has to report, as the header says it. */
  cyclePeriod: string;
  /** Every account of every accepted report. */
  reported: string[];
}

export function reportedAccounts(): ReportedAccounts {
  // The account that the guidelines give for tests of erasing.
  return {
    closed: new Set(['5be24ba3f91c106033269289']),
    updatedAt: new Map(),
    cyclePeriod: 'P7D',
    reported: [],
  };
}

const LARGEST_REPORT = 90;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Source: "User privacy guidelines" of the Forge platform. */
export const ACCOUNT_REPORT_ROUTE: ServiceRoute = {
  kind: 'service',
  method: 'POST',
  path: '/app/report-accounts/',
  endpoint: 'report-accounts',
  handle: reportAccounts,
};

function reportAccounts(exchange: Exchange): Reply {
  const { cloud } = exchange;
  const token = findToken(cloud, exchange.headers['authorization']?.replace(/^Bearer /, '') ?? '');
  if (typeof token === 'string') return platformError(401, token);
  if (token.kind !== 'system' || !token.scopes.has('report:personal-data')) {
    return platformError(403, "The token is not the app's, or lacks the scope report:personal-data");
  }
  const accounts = accountsOf(jsonBody(exchange));
  if (typeof accounts === 'string') {
    violate(exchange, accounts);
    return platformError(400, accounts);
  }
  const { closed, updatedAt, cyclePeriod, reported } = cloud.reportedAccounts;
  reported.push(...accounts.map(({ accountId }) => accountId));
  const changed = accounts.flatMap(({ accountId, updatedAt: readAt }) => {
    if (closed.has(accountId)) return [{ accountId, status: 'closed' }];
    const old = (updatedAt.get(accountId) ?? 0) > Date.parse(readAt);
    return old ? [{ accountId, status: 'updated' }] : [];
  });
  const headers = { 'Cycle-Period': cyclePeriod };
  return changed.length === 0
    ? { status: 204, headers }
    : { status: 200, headers, body: { accounts: changed } };
}

interface Account {
  accountId: string;
  updatedAt: string;
}

/** What is wrong with the body, in words. */
function accountsOf(body: unknown): Account[] | string {
  const accounts = (body as { accounts?: unknown } | null | undefined)?.accounts;
  if (!Array.isArray(accounts) || accounts.length === 0) return 'the body has no list "accounts"';
  if (accounts.length > LARGEST_REPORT)
    return `${accounts.length} accounts, at most ${LARGEST_REPORT} are allowed`;
  const wrong = accounts.find((account: Partial<Account>) => {
    const { accountId, updatedAt, ...rest } = account;
    const typed = typeof accountId === 'string' && typeof updatedAt === 'string' && RFC_3339.test(updatedAt);
    return !typed || Object.keys(rest).length > 0;
  });
  return wrong === undefined ? (accounts as Account[]) : `not documented: ${JSON.stringify(wrong)}`;
}
