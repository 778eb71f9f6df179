import { forgeOfSite } from '../forge/forge-of-site.ts';
import type { ForgeOfSite } from '../forge/forge-of-site.ts';
import type { RemoteCall } from '../forge/invoke.ts';
import { tick } from '../forge/lifecycle.ts';
import { deployStaticFiles } from '../forge-ui/static-files.ts';
import type { Exchange } from '../http/exchange.ts';

type Body = Record<string, unknown>;
type Act = (exchange: Exchange, body: Body) => unknown;

/** What drives the Forge app of a site, each by its name in the address. */
export const FORGE_ACTS: Record<string, Act> = {
  'forge-deploy': ({ cloud }, { folder }) => deployStaticFiles(cloud, String(folder)),
  async 'forge-install'(exchange, { manifest, ...options }) {
    const app = await forgeOf(exchange).install(String(manifest), options);
    return { key: app.key, installationId: app.installationId, environment: app.environment };
  },
  async 'forge-upgrade'(exchange, { manifest }) {
    return { version: (await forgeOf(exchange).upgrade(String(manifest))).version };
  },
  'forge-uninstall': (exchange, options) => forgeOf(exchange).uninstall(options),
  'forge-license'(exchange, { license }) {
    forgeOf(exchange).setLicense(license as Parameters<ForgeOfSite['setLicense']>[0]);
  },
  'forge-schedule': (exchange) => forgeOf(exchange).runSchedule(),
  'forge-invoke': (exchange, call) => forgeOf(exchange).invokeRemote(call as unknown as RemoteCall),
  'forge-headers': (exchange, call) => forgeOf(exchange).invocationHeaders(call as unknown as RemoteCall),
  tick: ({ cloud }) => tick(cloud),
};

function forgeOf({ cloud, site }: Exchange): ForgeOfSite {
  const admin = [...site.users.values()].find((user) => user.admin);
  if (admin === undefined) throw new Error('Nobody administers this site');
  return forgeOfSite(cloud, site, admin.accountId);
}
