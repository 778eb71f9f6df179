import type { Context } from '../../../context.ts';
import { say } from '../../../lib/words/say.ts';
import { textOfStored } from '../../../lib/words/stored-text.ts';
import type { Text } from '../../../lib/words/text.ts';
import type { Tenant } from '../../tenant.store.ts';
import { findLink } from '../oauth/client.store.ts';
import { readSite } from '../site.store.ts';
import { readTokens } from '../tokens/token.store.ts';
import { jiraVersion } from './jira-version.ts';

/** What the page of accounts says of a self-hosted Jira itself. */
export type SitePage = {
  readonly name: string;
  readonly version: Text;
  /** How, and as whom, the app is let in. */
  readonly access: Text;
  /** Why Jira does not let the app in any more. */
  readonly problem: Text | undefined;
  /** What is not there because of its version, or of how it was set up, and what happens instead. */
  readonly lacks: readonly Text[];
};

/** Undefined for a site of another kind. */
export async function sitePage(ctx: Context, tenant: Tenant): Promise<SitePage | undefined> {
  if (tenant.kind !== 'self-hosted') return undefined;
  const [site, link, tokens] = await Promise.all([
    readSite(ctx.db, tenant.id),
    findLink(ctx, tenant.id),
    readTokens(ctx.db, { tenantId: tenant.id, holder: 'service' }, ctx.sealer),
  ]);
  const version = site?.version ?? undefined;
  const way = tokens?.refreshToken === undefined ? 'byToken' : 'byLink';
  return {
    name: site?.name ?? tenant.displayUrl,
    version:
      version === undefined ? say('selfHosted.site.unknown') : say('selfHosted.site.jira', { version }),
    access:
      tokens === undefined
        ? say('selfHosted.notLetIn')
        : say(`selfHosted.site.${way}`, { name: tokens.name }),
    problem: tokens?.problem === undefined ? undefined : textOfStored(tokens.problem),
    lacks: lacksOf(version, link !== undefined),
  };
}

function lacksOf(version: string | undefined, hasLink: boolean): Text[] {
  const { hasTokens, hasLinks } = jiraVersion(version);
  if (!hasTokens) return [say('selfHosted.lacks.tokens'), say('selfHosted.lacks.development')];
  const people = [say('selfHosted.lacks.signIn'), say('selfHosted.lacks.actAs')];
  return [
    ...(hasLinks ? [] : [say('selfHosted.lacks.links'), ...people]),
    ...(hasLinks && !hasLink && version !== undefined ? [say('selfHosted.lacks.link'), ...people] : []),
    say('selfHosted.lacks.development'),
  ];
}
