/** A user as Jira shows it to whoever asks. */
export type JiraUser = {
  /** Of Data Center the key of the user, which stays when they are renamed. */
  readonly accountId: string;
  readonly name: string;
  /** What they sign in with; undefined in Cloud, where nobody has one. */
  readonly username?: string | undefined;
  /** Undefined where the person's profile hides it, as most do. */
  readonly email: string | undefined;
  readonly isActive: boolean;
  /** False for apps and for customers of a service desk. */
  readonly isPerson: boolean;
};
