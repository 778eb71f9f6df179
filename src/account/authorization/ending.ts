import type { Context } from '../../context.ts';
import type { OauthApplication, TokenPair } from '../../gitlab/oauth.client.ts';
import type { AppError } from '../../lib/errors.ts';
import type { Text } from '../../lib/words/text.ts';
import type { Tenant } from '../../tenant/tenant.store.ts';
import type { Account } from '../account.ts';
import type { Purpose } from './oauth-state.store.ts';

/** Who left Jira for GitLab, and with whose application. */
export type Errand = {
  readonly tenant: Tenant;
  readonly account: Account;
  /** Atlassian account id of the person who started it. */
  readonly startedBy: string;
};

/** An errand for which GitLab has given tokens. */
export type Consent = Errand & {
  readonly application: OauthApplication;
  readonly pair: TokenPair;
  /** When GitLab was asked for the tokens, epoch ms: their life counts from here. */
  readonly askedAt: number;
};

/** Which site asks for access to which GitLab. */
export type Leaving = { readonly site: string; readonly host: string };

export type EndingWords = {
  /** What the person does after a refusal, as in `Start again from …`. */
  readonly again: Text;
  /** Who corrects a Client ID or Client Secret that GitLab does not accept, and where. */
  readonly client: Text;
  /** The account was removed on the way. */
  readonly gone: Text;
  /** Title of the page that says why it failed. */
  readonly failed: Text;
};

/**
 * What a consent in GitLab is for. All of them leave by the same address with the same one-time state, come back to the
 * one Redirect URL, and end here.
 */
export type Ending = {
  readonly words: EndingWords;
  /** What the page says that stands between a link and GitLab. */
  leaving(ctx: Context, errand: Errand, of: Leaving): Promise<Text>;
  /** Whether the person may still do this. @throws AppError */
  admit(ctx: Context, errand: Errand): Promise<void>;
  /** Uses the tokens, and revokes what nobody keeps. @throws AppError with words for the person */
  finish(ctx: Context, consent: Consent): Promise<void>;
  /** Notes why it failed, where something shows that later. */
  noteFailure?(ctx: Context, errand: Errand, error: AppError): Promise<void>;
  /** The page in Jira that the person is led back to. */
  backUrl(ctx: Pick<Context, 'config'>, errand: Errand): string;
};

export type Endings = Readonly<Record<Purpose, Ending>>;
