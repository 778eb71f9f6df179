import type { Consent, Ending } from '../../account/authorization/ending.ts';
import { giveTokenBack } from '../../account/tokens/give-token-back.ts';
import { giveTaken } from '../../account/tokens/persons/end-person-access.ts';
import { putPersonToken, takePersonTokens } from '../../account/tokens/persons/person-token.store.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/db.ts';
import { readCurrentUser } from '../../gitlab/user/current-user.client.ts';
import { say } from '../../lib/words/say.ts';
import { linkIdentity, personOf, storeLink } from './link-identity.ts';

/**
 * Somebody lets the app act in GitLab as themselves: the tokens are kept, sealed, until they take them back, and their
 * GitLab user is linked by the way. What they had allowed before is given back.
 */
export const actInGitlab: Ending = {
  ...linkIdentity,
  words: { ...linkIdentity.words, failed: say('authorization.act.failed') },
  async leaving(ctx, errand, of) {
    const { name } = await personOf(ctx, errand);
    return say('authorization.act.asks', { ...of, name });
  },
  async finish(ctx, consent) {
    const { account, application, pair } = consent;
    const key = { tenantId: account.tenantId, accountId: account.id };
    try {
      await keep(ctx, consent);
    } catch (error) {
      await giveTokenBack(ctx, key, { application, token: pair.refreshToken });
      throw error;
    }
  },
};

async function keep(ctx: Context, consent: Consent): Promise<void> {
  const { tenant, account, pair, startedBy, askedAt } = consent;
  const user = await readCurrentUser(ctx, {
    hostUrl: account.hostUrl,
    accessToken: () => Promise.resolve(pair.accessToken),
    budgetName: `gitlab:${account.hostUrl}:link`,
    lane: 'live',
    signal: ctx.stopping,
  });
  const { name: jiraName } = await personOf(ctx, consent);
  const who = { tenantId: tenant.id, hostUrl: account.hostUrl, jiraAccountId: startedBy };
  const former = await inTransaction(ctx.db, async (tx) => {
    await storeLink(ctx, tx, { consent, user, jiraName });
    const taken = await takePersonTokens(tx, who, ctx.sealer);
    const tokens = { ...pair, expiresAt: askedAt + pair.lifetimeMs };
    await putPersonToken(tx, {
      ...who,
      accountId: account.id,
      now: ctx.clock.now(),
      tokens,
      sealer: ctx.sealer,
    });
    return taken;
  });
  for (const taken of former) await giveTaken(ctx, taken);
}
