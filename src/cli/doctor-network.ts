import { connect } from 'node:tls';
import { accountSummaries } from '../account/account-summaries.ts';
import type { Context } from '../context.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { findFacade } from '../facade/facade.store.ts';
import { createHttp } from '../lib/http/client.ts';
import type { Http, HttpResponse } from '../lib/http/request.ts';
import { say } from '../lib/words/say.ts';
import { inPlainEnglish } from '../lib/words/speak.ts';
import { dialectOf, jiraConnection } from '../tenant/jira-connection.ts';
import { canDo } from '../tenant/kinds/abilities.ts';
import { isLetIn } from '../tenant/self-hosted/is-let-in.ts';
import { listTenants, type Tenant } from '../tenant/tenant.store.ts';
import { probePath } from '../tenant/vanished/site-verdict.ts';
import type { JiraRequest } from '../jira/connection.ts';
import { failed, type Finding } from './finding.ts';

const timeoutMs = 10_000;
const dayMs = 86_400_000;
// Tokens between Jira and us live three minutes; half of one is already too much to be wrong by.
const worstSkewMs = 30_000;
const smallSkewMs = 5_000;

/** Our own address, GitLab, Atlassian's services, each installed Jira, and our clock against theirs. */
export async function checkNetwork(ctx: Context): Promise<Finding[]> {
  const migrated = await pendingMigrations(ctx.db).then(
    (pending) => pending.length === 0,
    () => false,
  );
  const hosts = new Set([ctx.config.gitlabComUrl]);
  if (migrated) {
    for (const account of await accountSummaries(ctx.db)) {
      if (account.state !== 'removed') hosts.add(account.hostUrl);
    }
  }
  const skews: number[] = [];
  const gitlabs = await Promise.all([...hosts].map((host) => checkGitlab(ctx, host, skews)));
  const services = await Promise.all([
    checkService(ctx, ['CONNECT_INSTALL_KEYS_URL', ctx.config.connectInstallKeysUrl], skews),
    checkService(ctx, ['CONNECT_TOKEN_URL', ctx.config.connectTokenUrl], skews),
  ]);
  return [
    ...(await checkOwnAddress(ctx)),
    ...gitlabs,
    ...services,
    ...(migrated ? await checkTenants(ctx) : []),
    checkClock(skews),
  ];
}

async function checkGitlab(ctx: Context, host: string, skews: number[]): Promise<Finding> {
  const name = `GitLab ${host}`;
  try {
    const answer = await get(ctx.http, `${host}/api/v4/version`);
    noteSkew(ctx, answer, skews);
    // Without a token GitLab refuses this call with words of its own: which is the proof that it is one.
    if (answer.status === 401 && /"message"\s*:\s*"401/.test(answer.text))
      return { name, state: 'ok', detail: 'reachable' };
    return {
      name,
      state: 'fault',
      detail: `answers ${answer.status} where GitLab's API should be`,
      todo: 'Check the address: it must be the one people open GitLab by, with its path if it has one.',
    };
  } catch (error) {
    return failed(name, error);
  }
}

async function checkService(ctx: Context, [name, url]: [string, string], skews: number[]): Promise<Finding> {
  try {
    const answer = await get(ctx.http, url);
    noteSkew(ctx, answer, skews);
    return { name, state: 'ok', detail: `${new URL(url).host} is reachable` };
  } catch (error) {
    return failed(name, error);
  }
}

/** Jira must reach us by this address; that we reach it ourselves is the best that can be seen from here. */
async function checkOwnAddress(ctx: Context): Promise<Finding[]> {
  const name = 'own address';
  const { appBaseUrl, httpsProxy, noProxy } = ctx.config;
  const { hostname, protocol } = new URL(appBaseUrl);
  // Behind a reverse proxy it often leads to a private address, which is fine for our own.
  const http = createHttp({ privateHosts: [hostname, '0.0.0.0/0', '::/0'], httpsProxy, noProxy });
  try {
    const answer = await get(http, `${appBaseUrl}/atlassian-connect.json`);
    const ours = answer.status === 200 && answer.text.includes(`"${appBaseUrl}"`);
    const reached: Finding = ours
      ? { name, state: 'ok', detail: `${appBaseUrl} leads to this app` }
      : {
          name,
          state: 'fault',
          detail: `${appBaseUrl} answers ${answer.status}, but not as this app`,
          todo: 'Check the reverse proxy, and that every process has the same APP_BASE_URL.',
        };
    return protocol === 'https:' ? [reached, await checkCertificate(appBaseUrl, ctx.clock.now())] : [reached];
  } catch (error) {
    const finding = failed(name, error);
    return [
      {
        ...finding,
        state: 'warning',
        todo: 'Start the app, and let the DNS name, firewall and reverse proxy of APP_BASE_URL lead to it: Jira has to reach it.',
      },
    ];
  } finally {
    await http.close();
  }
}

/** The certificate is trusted, or the call before had failed; what remains is how long. */
async function checkCertificate(appBaseUrl: string, now: number): Promise<Finding> {
  const name = 'certificate';
  const { hostname, port } = new URL(appBaseUrl);
  const validTo = await new Promise<string | undefined>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname }, () => {
      resolve(socket.getPeerCertificate().valid_to);
      socket.destroy();
    });
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
  if (validTo === undefined) return { name, state: 'warning', detail: 'cannot be read from here' };
  const days = Math.floor((Date.parse(validTo) - now) / dayMs);
  return days >= 14
    ? { name, state: 'ok', detail: `valid for ${days} days` }
    : { name, state: 'warning', detail: `valid for ${days} days`, todo: 'Renew it.' };
}

async function checkTenants(ctx: Context): Promise<Finding[]> {
  const active = (await listTenants(ctx.db)).filter((tenant) => tenant.state === 'active');
  return Promise.all(
    active.map(async (tenant): Promise<Finding> => {
      const name = `Jira ${tenant.displayUrl}`;
      if (!(await isLetIn(ctx.db, tenant))) return notLetIn(ctx, tenant, name);
      try {
        const answer = await jiraConnection(ctx, tenant).call({ ...questionFor(tenant), timeoutMs });
        if (answer.status === 200) return { name, state: 'ok', detail: 'reachable, and takes our signature' };
        return {
          name,
          state: 'fault',
          detail: `answers ${answer.status}`,
          todo: 'Ask a Jira administrator to update or re-install the app there.',
        };
      } catch (error) {
        return failed(name, error);
      }
    }),
  );
}

/** A Jira whose own connector reads from this server needs nothing else. */
async function notLetIn(ctx: Context, { id }: Tenant, name: string): Promise<Finding> {
  const facade = await findFacade(ctx.db, id);
  if (facade?.enabled === true) {
    return { name, state: 'ok', detail: 'its own connector reads from this server; the app is not let in' };
  }
  return { name, state: 'warning', detail: inPlainEnglish(say('selfHosted.notLetIn')) };
}

/** What a site answers to whoever may write to it. OAuth credentials open nothing but what is written. */
function questionFor(tenant: Tenant): Pick<JiraRequest, 'method' | 'path' | 'query'> {
  if (canDo(tenant, 'issues')) return { method: 'GET', path: `${dialectOf(tenant).api}/myself` };
  return { method: 'GET', path: probePath, query: { fakeProperty: '1' } };
}

/** The other side's Date header against our clock; its resolution is a second. */
function noteSkew(ctx: Context, answer: HttpResponse, skews: number[]): void {
  const theirs = Date.parse(answer.headers['date'] ?? '');
  if (!Number.isNaN(theirs)) skews.push(ctx.clock.now() - theirs);
}

function checkClock(skews: readonly number[]): Finding {
  const name = 'clock';
  // The middle one: a single server with a wrong clock is that server's matter.
  const skew = [...skews].sort((a, b) => a - b)[Math.floor(skews.length / 2)];
  if (skew === undefined) return { name, state: 'warning', detail: 'nobody answered to compare it with' };
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) < smallSkewMs) return { name, state: 'ok', detail: 'agrees with the others' };
  return {
    name,
    state: Math.abs(skew) > worstSkewMs ? 'fault' : 'warning',
    detail: `${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} the others`,
    todo: 'Set the clock by NTP: signatures are refused when clocks differ.',
  };
}

function get(http: Http, url: string): Promise<HttpResponse> {
  return http.send({ method: 'GET', url, timeoutMs, maxBytes: 1_000_000 });
}
