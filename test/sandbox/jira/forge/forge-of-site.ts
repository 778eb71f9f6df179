import type { Cloud } from '../cloud/cloud.ts';
import { forgeApps } from '../cloud/installed-app.ts';
import type { ForgeApp, ForgeLicense } from '../cloud/installed-app.ts';
import type { Site } from '../cloud/site.ts';
import type { EventAnswer } from './events.ts';
import { invocationHeaders, invokeRemote } from './invoke.ts';
import type { Invoker, RemoteAnswer, RemoteCall } from './invoke.ts';
import { installForgeApp, runSchedule, uninstallForgeApp, upgradeForgeApp } from './lifecycle.ts';
import type { ForgeInstallOptions } from './lifecycle.ts';

/** What a test does with the Forge app of a site; a site of the sandbox has one at a time. */
export interface ForgeOfSite {
  /** @throws Error where there is none */
  app(): ForgeApp;
  /** Reads the manifest (YAML), consents to its scopes and installs; resolves when the first event was answered. */
  install(manifest: string, options?: ForgeInstallOptions): Promise<ForgeApp>;
  upgrade(manifest: string): Promise<ForgeApp>;
  /** `unheard`: the remote is not told. What the app sent is deleted. */
  uninstall(options?: { unheard?: boolean }): Promise<EventAnswer[]>;
  setLicense(license: ForgeLicense): void;
  /** The scheduled triggers now; by the clock they come with the sandbox's `tick()`. */
  runSchedule(): Promise<EventAnswer[]>;
  /** What the bridge's invokeRemote does: signs, adds tokens, sends to the remote, 25 s. */
  invokeRemote(call: RemoteCall): Promise<RemoteAnswer>;
  /** The headers of such a call alone, for a test that sends by itself. */
  invocationHeaders(invoker: Invoker): Record<string, string>;
}

/** @param admin account id of the person who installs and upgrades */
export function forgeOfSite(cloud: Cloud, site: Site, admin: string): ForgeOfSite {
  const app = (): ForgeApp => {
    const [found] = forgeApps(site);
    if (found === undefined) throw new Error(`No Forge app is installed on ${site.url}`);
    return found;
  };
  const at = () => ({ cloud, site, app: app() });
  return {
    app,
    install: (manifest, options) =>
      installForgeApp({ cloud, site }, manifest, { installer: admin, ...options }),
    upgrade: (manifest) => upgradeForgeApp(at(), manifest, admin),
    uninstall: (options) => uninstallForgeApp(at(), options),
    setLicense(license) {
      app().license = license;
    },
    runSchedule: () => runSchedule(at()),
    invokeRemote: (call) => invokeRemote(at(), call),
    invocationHeaders: (invoker) => invocationHeaders(at(), invoker),
  };
}
