import type { Context } from '../../context.ts';
import type { HttpResponse } from '../../lib/http/request.ts';
import { spend } from '../jira-budget.ts';
import type { TenantCall } from '../jira-limits.ts';

const largestAnswer = 16 * 1024 * 1024;

export type JiraCall = TenantCall & {
  /** Where the site's REST API is; `request.path` is appended, never resolved against it. No trailing slash. */
  readonly baseUrl: string;
  /** Where it goes instead of `request.path`, which then only names the call: Atlassian's gateway has paths of its own. */
  readonly path?: string | undefined;
  /** The whole header `Authorization`. */
  readonly authorization: string;
};

/** Takes what the call costs from the budgets, then makes it. @throws AppError of `spend` and of `Http.send` */
export async function sendToJira(
  ctx: Context,
  { tenantId, kind, baseUrl, path, request, authorization }: JiraCall,
): Promise<HttpResponse> {
  if (!request.path.startsWith('/rest/') || /[?#]|\/\.\.?(\/|$)/.test(request.path)) {
    throw new Error(`Not a path of Jira's REST API: ${request.path}`);
  }
  const query = Object.entries(request.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const hasBody = request.body !== undefined;
  await spend(ctx, { tenantId, kind, request });
  return ctx.http.send({
    method: request.method,
    url: `${baseUrl}${path ?? request.path}${query === '' ? '' : `?${query}`}`,
    headers: {
      authorization,
      accept: 'application/json',
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    body: hasBody ? JSON.stringify(request.body) : undefined,
    timeoutMs: request.timeoutMs,
    maxBytes: largestAnswer,
    signal: request.signal,
  });
}
