import ace from 'atlassian-connect-express';
import type { Context } from '../../context.ts';
import { sharedSecretColumn, connectCredentials, findTenant } from '../tenant.store.ts';
import { connectDescriptor } from './descriptor.ts';

/**
 * atlassian-connect-express (ACE) behind a fence. We use two things of it: the descriptor it makes of the file at the
 * root, and `authenticate`, which verifies a page token's signature and qsh. Its traps, read in the source of 11.5.3,
 * and what closes them:
 * - it registers routes, file watchers and development logs on the Express app: it is given an app that does nothing
 *   and says `production`;
 * - it reads `config.json` of the working directory and takes settings from the environment: the file name given does
 *   not exist, and what the environment can change (addresses, product) is not used;
 * - it stores and logs shared secrets in clear text: its store is ours (sealed, read-only), its logger is silent;
 * - it leaves an unhandledRejection handler behind, which would keep a broken process alive: it is removed;
 * - what its middleware does to a request is fenced in by `page-token.ts`.
 */
export type ConnectAddon = Pick<ace.AddOn, 'authenticate' | 'descriptor'>;

const addons = new WeakMap<Context, Promise<ConnectAddon>>();

/** The one of this process. */
export function connectAddon(ctx: Context): Promise<ConnectAddon> {
  const made = addons.get(ctx) ?? makeAddon(ctx);
  addons.set(ctx, made);
  return made;
}

const storeAdapter = 'sealed';
ace.store.register(storeAdapter, () => refuseAll);

async function makeAddon(ctx: Context): Promise<ConnectAddon> {
  const before = new Set(process.listeners('unhandledRejection'));
  const settings = {
    environment: 'production',
    localBaseUrl: ctx.config.appBaseUrl,
    store: { adapter: storeAdapter },
    product: 'jira',
    expressErrorHandling: true,
    setupInstallRoute: false,
    validateDescriptor: false,
    watch: false,
  };
  const options = {
    config: {
      descriptorTransformer: () => connectDescriptor(ctx.config),
      development: settings,
      production: settings,
    },
  };
  const files = { descriptorFilename: 'atlassian-connect.json', configFileName: '/nonexistent/config.json' };
  const addon = await new Promise<ace.AddOn>((resolve) => {
    const made = ace(deafApp, options as unknown as ace.Options, silent, files, () => resolve(made));
    for (const listener of process.listeners('unhandledRejection')) {
      if (!before.has(listener)) process.removeListener('unhandledRejection', listener);
    }
  });
  addon.settings = sealedStore(ctx);
  return addon;
}

/** ACE asks it for `env` and hands it routes; neither has an effect. */
const deafApp = {
  get: (name: string) => (name === 'env' ? 'production' : undefined),
  post: () => undefined,
} as unknown as Parameters<typeof ace>[0];

const nothing = () => undefined;
const silent = { info: nothing, warn: nothing, error: nothing } as unknown as Console;

const refused = () => Promise.reject(new Error('atlassian-connect-express stores nothing here'));
const refuseAll: ace.StoreAdapter = {
  get: refused,
  set: refused,
  del: refused,
  getAllClientInfos: refused,
  saveInstallation: refused,
  getClientSettingsForForgeInstallation: refused,
  deleteAssociation: refused,
  forForgeInstallation: () => ({ get: refused, set: refused, del: refused }),
};

/** All that ACE may learn of a tenant: what it needs to check a signature. Uninstalled sites are unknown to it. */
function sealedStore(ctx: Context): ace.StoreAdapter {
  const clientInfo = async (clientKey: string) => {
    const tenant = await findTenant(ctx.db, 'connect', clientKey);
    const credentials = tenant === undefined ? undefined : await connectCredentials(ctx.db, tenant.id);
    if (credentials === undefined) return null;
    const { tenantId, sharedSecret, baseUrl } = credentials;
    return {
      key: ctx.config.appKey,
      clientKey,
      baseUrl,
      sharedSecret: ctx.sealer.open(sharedSecret, { tenantId, column: sharedSecretColumn }),
    };
  };
  return {
    ...refuseAll,
    get: async <T>(key: string, clientKey: string) =>
      (key === 'clientInfo' ? await clientInfo(clientKey) : null) as T,
  };
}
