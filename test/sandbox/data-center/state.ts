/** An external application that an administrator has let in: "Application links", "Create link", "External application". */
export interface IncomingLink {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** The most that may be asked for. */
  scope: Scope;
}

export const SCOPES = ['READ', 'WRITE', 'ADMIN', 'SYSTEM_ADMIN'] as const;
export type Scope = (typeof SCOPES)[number];

/** Somebody's authorization of an incoming link, which its tokens belong to. */
export interface Grant {
  clientId: string;
  accountId: string;
  scope: Scope;
}

export interface IssuedToken {
  grant: Grant;
  /** Epoch ms of the sandbox's clock. */
  expiresAt: number;
}

export interface IssuedCode extends IssuedToken {
  redirectUri: string;
  challenge: { text: string; method: string } | undefined;
}

export interface RemoteLink {
  id: number;
  globalId: string | undefined;
  application: unknown;
  relationship: string | undefined;
  object: {
    url: string;
    title: string;
    summary?: string;
    icon?: unknown;
    status?: { resolved?: boolean; icon?: unknown };
  };
}

/** What a Jira Data Center keeps beside the users, projects, issues and work of the site it shares. */
export interface DataCenter {
  /** Its base URL, with the context path. */
  url: string;
  contextPath: string;
  /** Such as `9.12.4`. */
  version: string;
  links: Map<string, IncomingLink>;
  codes: Map<string, IssuedCode>;
  accessTokens: Map<string, IssuedToken>;
  refreshTokens: Map<string, IssuedToken>;
  /** Personal access tokens. */
  personalTokens: Map<string, { accountId: string; expiresAt: number }>;
  /** By the id. */
  remoteLinks: Map<string, RemoteLink[]>;
  nextLinkId: number;
}

/** `isAtLeast('9.12.4', '8.22')` */
export function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split('.').map(Number));
  for (const [at, number] of (b ?? []).entries()) {
    const own = a?.[at] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}
