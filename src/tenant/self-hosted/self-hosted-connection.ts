import type { Context } from '../../context.ts';
import type { JiraConnection } from '../../jira/connection.ts';
import { AppError } from '../../lib/errors.ts';

/**
 * A Jira that somebody runs by themselves. Until it has let the app in, what would be sent to it is held: waiting costs
 * nothing, and pages say what is missing.
 */
export function selfHostedConnection(_ctx: Context, tenantId: string): JiraConnection {
  const refuse = () =>
    Promise.reject(
      new AppError(
        'needs_authorization',
        'This Jira has not let the app in yet. Its administrator has to authorize the app; what is to be sent waits.',
      ),
    );
  return { tenantId, call: refuse, callAs: refuse };
}
