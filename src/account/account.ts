type AccountBase = {
  readonly id: string;
  readonly tenantId: string;
  /** Without a trailing slash; may have a path (`https://example.com/gitlab`). */
  readonly hostUrl: string;
  /** Full path of the group, or the username of a personal namespace. */
  readonly namespacePath: string;
  readonly clientId: string;
  /** What a person should know or do about this account; null when all is well. */
  readonly problem: string | null;
  readonly autoLink: boolean;
  readonly smartCommits: boolean;
  readonly includeArchived: boolean;
  readonly lowerCaseKeys: boolean;
  /** Lines `pattern = type`, by which environments get their type; empty: none. */
  readonly environmentRules: string;
};

/** What GitLab said about the namespace when the account was authorized last. */
export type NamespaceFacts = {
  readonly namespaceKind: 'group' | 'user';
  /** Group: the group's id. User: the user's id, which is what `GET /users/:id/projects` takes. */
  readonly namespaceId: number;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly webUrl: string;
  readonly gitlabVersion: string;
  readonly enterprise: boolean;
  readonly tokenOwner: { readonly id: number; readonly username: string; readonly name: string };
};

/** Added, not yet authorized: nothing is known of its namespace and nothing hangs on it. */
export type PendingAccount = AccountBase & { readonly state: 'pending' };
/** Authorized at least once. A removed one is kept until its repositories and Jira's copy are gone. */
export type LinkedAccount = AccountBase &
  NamespaceFacts & { readonly state: 'active' | 'needs_authorization' | 'removed' };
export type Account = PendingAccount | LinkedAccount;

export type NewAccount = Pick<
  AccountBase,
  'hostUrl' | 'namespacePath' | 'clientId' | 'autoLink' | 'smartCommits'
> & { readonly clientSecret: string };

export type AccountSettings = Pick<
  AccountBase,
  'autoLink' | 'smartCommits' | 'includeArchived' | 'lowerCaseKeys'
>;

/** Names one account of one tenant. */
export type AccountKey = { readonly tenantId: string; readonly accountId: string };
