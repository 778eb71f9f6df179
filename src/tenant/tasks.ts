import { z } from 'zod';
import { defineTask } from '../queue/task.ts';

const payload = z.object({ tenantId: z.uuid() });
const sameTenant = () => 'tenant';

/** A site was installed, or installed again: Jira holds nothing of ours then, so it is to be filled. */
export const tenantInstalled = defineTask({ name: 'tenant.installed', payload, jobKey: sameTenant });

/** A site's admin switched the app on again: what waited for Jira meanwhile goes on. */
export const tenantEnabled = defineTask({ name: 'tenant.enabled', payload, jobKey: sameTenant });

/** Forge has brought a token where none could be used: what waited for it goes on. */
export const tenantHeardOf = defineTask({ name: 'tenant.heard-of', payload, jobKey: sameTenant });

/** A site is gone: revoke its tokens, remove its hooks. Its rows stay until `tenantErase`. */
export const tenantUninstalled = defineTask({ name: 'tenant.uninstalled', payload, jobKey: sameTenant });

/** See whether a site still knows us. */
export const tenantProbe = defineTask({ name: 'tenant.probe', payload, jobKey: sameTenant, priority: 20 });

/** The time that an uninstalled site's data is kept may be over. */
export const tenantErase = defineTask({ name: 'tenant.erase', payload, jobKey: sameTenant });
