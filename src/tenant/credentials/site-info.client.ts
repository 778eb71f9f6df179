import { z } from 'zod';
import type { Context } from '../../context.ts';
import { AppError } from '../../lib/errors.ts';
import { say } from '../../lib/words/say.ts';

const siteInfo = z.object({ cloudId: z.string().min(1).max(100) });

/**
 * The cloud id of a Jira Cloud site, which anyone may ask it for: `GET /_edge/tenant_info`.
 *
 * @param siteUrl as of `siteAddress`
 * @throws AppError `not_found` where no Jira Cloud answers there, and those of `Http.send`
 */
export async function cloudIdOf({ http }: Pick<Context, 'http'>, siteUrl: string): Promise<string> {
  const { status, text } = await http.send({
    method: 'GET',
    url: `${siteUrl}/_edge/tenant_info`,
    headers: { accept: 'application/json' },
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  });
  if (status >= 500) {
    throw new AppError(
      'unavailable',
      say('credentials.notAvailable', { site: siteUrl, status: String(status) }),
    );
  }
  const answer = siteInfo.safeParse(status === 200 ? safeJson(text) : undefined);
  if (answer.success) return answer.data.cloudId;
  throw new AppError('not_found', say('credentials.noCloudSite', { site: siteUrl }));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
