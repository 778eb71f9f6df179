import type { JiraRequest } from '../../jira/connection.ts';
import { say } from '../../lib/words/say.ts';
import type { Text } from '../../lib/words/text.ts';

/** The APIs that OAuth credentials open, as an admin sees the permission in Jira. */
const permissions = {
  devinfo: say('credentials.permission.devinfo'),
  builds: say('credentials.permission.builds'),
  deployments: say('credentials.permission.deployments'),
  featureflags: say('credentials.permission.featureflags'),
} as const;

export type GatewayApi = keyof typeof permissions;

/** The permission's name in Jira, under Settings > Apps > OAuth credentials. */
export function permissionOf(api: GatewayApi): Text {
  return permissions[api];
}

/**
 * Where Atlassian's gateway has one of the bulk APIs for a site: `/rest/devinfo/0.10/bulk` is
 * `/jira/devinfo/0.1/cloud/<cloudId>/bulk` there, with the same body. Undefined for everything else of Jira's API,
 * which OAuth credentials do not open (Atlassian, "Integrate Jira Software Cloud with on-premises tools").
 */
export function gatewayPath(
  { path }: Pick<JiraRequest, 'path'>,
  cloudId: string,
): { readonly api: GatewayApi; readonly path: string } | undefined {
  const [, api = '', rest = ''] = /^\/rest\/([a-z]+)\/0\.10?(\/.+)$/.exec(path) ?? [];
  if (!isGatewayApi(api)) return undefined;
  return { api, path: `/jira/${api}/0.1/cloud/${encodeURIComponent(cloudId)}${rest}` };
}

function isGatewayApi(name: string): name is GatewayApi {
  return Object.hasOwn(permissions, name);
}
