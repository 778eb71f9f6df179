import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { Application, User } from '../world/model.ts';
import { sha512 } from './digest.ts';

/** GitLab's access tokens live two hours, and no setting changes that. */
export const accessTokenSeconds = 7200;
/** Doorkeeper's default, which GitLab keeps. */
const codeSeconds = 600;

export interface Token {
  readonly accessDigest: string;
  readonly refreshDigest: string;
  readonly application: Application;
  readonly user: User;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  revoked: boolean;
}

export interface Grant {
  readonly application: Application;
  readonly user: User;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: { readonly value: string; readonly method: string } | null;
}

export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly scope: string;
  /** Unix seconds. */
  readonly created_at: number;
}

/** Sessions, codes and tokens. Only digests of tokens are kept, as in GitLab. */
export class OauthState {
  readonly sessions = new Map<string, { user: User | null; returnTo: string | null }>();
  private readonly codes = new Map<string, { grant: Grant; expiresAt: number }>();
  private readonly byAccess = new Map<string, Token>();
  private readonly byRefresh = new Map<string, Token>();
  private readonly clock: SandboxClock;

  constructor(clock: SandboxClock) {
    this.clock = clock;
  }

  issueCode(grant: Grant): string {
    const code = randomBytes(32).toString('hex');
    this.codes.set(code, { grant, expiresAt: this.clock.now() + codeSeconds * 1000 });
    return code;
  }

  findCode(code: string): Grant | undefined {
    const known = this.codes.get(code);
    return known !== undefined && known.expiresAt > this.clock.now() ? known.grant : undefined;
  }

  /** A code works once. */
  spendCode(code: string): void {
    this.codes.delete(code);
  }

  issueToken(to: { application: Application; user: User; scopes: readonly string[] }): IssuedToken {
    const access = randomBytes(32).toString('hex');
    const refresh = randomBytes(32).toString('hex');
    const token: Token = {
      ...to,
      accessDigest: sha512(access),
      refreshDigest: sha512(refresh),
      createdAt: this.clock.now(),
      revoked: false,
    };
    this.byAccess.set(token.accessDigest, token);
    this.byRefresh.set(token.refreshDigest, token);
    return {
      access_token: access,
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      refresh_token: refresh,
      scope: to.scopes.join(' '),
      created_at: Math.floor(token.createdAt / 1000),
    };
  }

  findByAccess(access: string): Token | undefined {
    return this.byAccess.get(sha512(access));
  }

  findByRefresh(refresh: string): Token | undefined {
    return this.byRefresh.get(sha512(refresh));
  }

  secondsLeft(token: Token): number {
    return Math.ceil(accessTokenSeconds - (this.clock.now() - token.createdAt) / 1000);
  }

  /** Doorkeeper skips the consent page while the user holds a live token of the same application and scopes. */
  hasConsent(application: Application, user: User, scopes: readonly string[]): boolean {
    const wanted = [...scopes].sort().join(' ');
    for (const token of this.byAccess.values()) {
      const same = token.application === application && token.user === user && !token.revoked;
      if (same && this.secondsLeft(token) > 0 && [...token.scopes].sort().join(' ') === wanted) return true;
    }
    return false;
  }

  /** Whose tokens of this application are honoured, or can be refreshed: a user once for each. */
  tokenHolders(application: Application): User[] {
    return [...this.byAccess.values()]
      .filter((token) => token.application === application && !token.revoked)
      .map(({ user }) => user);
  }

  revokeGrant(user: User, application: Application): void {
    for (const token of this.byAccess.values()) {
      if (token.user === user && token.application === application) token.revoked = true;
    }
  }

  forgetApplication(application: Application): void {
    for (const token of this.byAccess.values()) {
      if (token.application !== application) continue;
      this.byAccess.delete(token.accessDigest);
      this.byRefresh.delete(token.refreshDigest);
    }
    for (const [code, { grant }] of this.codes)
      if (grant.application === application) this.codes.delete(code);
  }
}
