import { ciCalls } from './ci/ci.client.ts';
import { createCalls } from './create/create.client.ts';
import { createExchange } from './http/exchange.client.ts';
import type { GitlabContext, GitlabOptions } from './http/gitlab-request.ts';
import type { GitlabClient } from './gitlab-port.ts';
import { hookCalls } from './hooks/hooks.client.ts';
import { mergeRequestCalls } from './merge-requests.client.ts';
import { projectCalls } from './projects.client.ts';
import { pushCalls } from './pushes/pushes.client.ts';
import { repositoryCalls } from './repositories.client.ts';

export type { GitlabClient } from './gitlab-port.ts';

/** @param options.budgetName who shares the limits: `gitlab:<host url>:<GitLab user id>` */
export function createGitlabClient(ctx: GitlabContext, options: GitlabOptions): GitlabClient {
  const exchange = createExchange(ctx, options);
  return {
    hostUrl: options.hostUrl,
    sent: () => exchange.sent(),
    limits: () => exchange.limits(),
    ...hookCalls(exchange),
    ...projectCalls(exchange, options.hostUrl),
    ...repositoryCalls(exchange, options.hostUrl),
    ...mergeRequestCalls(exchange, options.hostUrl),
    ...ciCalls(exchange, options.hostUrl),
    ...pushCalls(exchange, options.hostUrl),
    ...createCalls(exchange),
  };
}
