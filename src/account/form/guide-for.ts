import type { Context } from '../../context.ts';
import { guideOf, type Guide } from '../pages/guide.page.ts';
import { redirectUri } from '../tokens/application.ts';
import type { AccountFields } from './account-form.ts';

/** How the application is made in GitLab, for what has been typed so far. */
export function guideFor(ctx: Context, fields: Pick<AccountFields, 'host' | 'hostUrl' | 'namespace'>): Guide {
  return guideOf(fields, { ...ctx.config, redirectUrl: redirectUri(ctx) });
}
