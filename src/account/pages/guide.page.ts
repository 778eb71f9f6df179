import { AppError } from '../../lib/errors.ts';
import { normaliseHostUrl } from '../form/host-url.ts';
import { normaliseNamespacePath } from '../form/namespace-path.ts';
import type { AccountFields, FormOptions } from '../form/account-form.ts';

/** Where in this GitLab applications are made. An address is absent while the form does not tell it yet. */
export type Guide = {
  readonly redirectUrl: string;
  readonly hostName: string;
  readonly namespacePath: string | undefined;
  readonly groupUrl: string | undefined;
  readonly userUrl: string | undefined;
  /** Instance-wide applications are made by the administrators of a GitLab of one's own. */
  readonly adminUrl: string | undefined;
};

/** The guide for what has been typed so far; anything that is no address yet is left out. */
export function guideOf(
  fields: Pick<AccountFields, 'host' | 'hostUrl' | 'namespace'>,
  { gitlabComUrl, privateHosts, redirectUrl }: FormOptions & { redirectUrl: string },
): Guide {
  const isSelfManaged = fields.host === 'self-managed';
  const hostUrl = isSelfManaged
    ? ifRight(() => normaliseHostUrl(fields.hostUrl, privateHosts))
    : gitlabComUrl;
  const namespacePath = ifRight(() => normaliseNamespacePath(fields.namespace, hostUrl));
  const page = (path: string) => (hostUrl === undefined ? undefined : `${hostUrl}${path}`);
  return {
    redirectUrl,
    hostName: hostUrl === undefined ? 'your GitLab' : hostNameOf(hostUrl),
    namespacePath,
    groupUrl:
      namespacePath === undefined ? undefined : page(`/groups/${namespacePath}/-/settings/applications`),
    userUrl: page('/-/user_settings/applications'),
    adminUrl: isSelfManaged ? page('/admin/applications') : undefined,
  };
}

/** `https://example.com/gitlab` -> `example.com/gitlab`, as people call it. */
export function hostNameOf(hostUrl: string): string {
  return hostUrl.replace(/^https?:\/\//, '');
}

function ifRight(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
