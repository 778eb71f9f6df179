/**
 * Who carries out the Smart Commits of an account's repositories: this app, Jira Cloud by itself on what it is sent, or
 * nobody.
 */
export type SmartCommitRunner = 'app' | 'jira' | 'nobody';

type AccountBase = {
  readonly id: string;
  readonly tenantId: string;
  /** Without a trailing slash; may have a path (`https://example.com/gitlab`). */
  readonly hostUrl: string;
  /** Full path of the group, or the username of a personal namespace. */
  readonly namespacePath: string;
  readonly clientId: string;
  /** What a person should know or do about this account (`textOfStored`); null when all is well. */
  readonly problem: string | null;
  readonly autoLink: boolean;
  /** Of repositories that are linked from now on. */
  readonly smartCommits: boolean;
  readonly smartCommitRunner: SmartCommitRunner;
  /** A commit runs only where GitLab shows that its author has pushed it: an address in git can be forged. */
  readonly trustedAuthorsOnly: boolean;
  /** Whether a command that failed is also told in a comment on its issue. */
  readonly commentOnFailure: boolean;
  readonly includeArchived: boolean;
  readonly lowerCaseKeys: boolean;
  /** Lines `pattern = type`, by which environments get their type; empty: none. */
  readonly environmentRules: string;
  /** How branches and merge requests that are made from Jira are called: `{key}` and `{summary}` of the issue. */
  readonly branchTemplate: string;
  readonly mergeRequestTemplate: string;
  /** Whether people who do not act in GitLab as themselves make them as the user who authorized the account. */
  readonly createsAsAccount: boolean;
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
