import type { Page } from '../visitor.ts';

export type FormFields = Readonly<Record<string, string>>;

/** A request of one of our pages: with `fields` it posts a form. Default: the administrator's. */
export type PageRequest = {
  readonly path: string;
  /** Pairs where a form has several fields of one name. */
  readonly fields?: FormFields | [string, string][] | undefined;
  readonly accountId?: string | undefined;
  /** The address of another server of the same app. */
  readonly server?: string | undefined;
};

/** What Jira opens first. */
export type FirstPage = {
  readonly module: 'accounts' | 'get-started' | 'identity' | 'issue' | 'project';
  readonly accountId?: string | undefined;
  readonly issueKey?: string | undefined;
  readonly projectKey?: string | undefined;
};

/** How a site has the app. A test that drives a site through it holds for every way there is. */
export type Door = {
  /** An htmx request of one of our pages; `text` is the fragment. */
  ask(request: PageRequest): Promise<Page>;
  /** The first page of a module. */
  open(page: FirstPage): Promise<Page>;
  /** Where Jira shows the page of accounts; or of one, where GitLab's consent leads back to. */
  accountsUrl(accountId?: string): string;
  /** Where Jira shows everybody their own page. */
  identityUrl(): string;
  uninstall(): Promise<void>;
  /** The app stays installed and is to do nothing: switched off in Jira (Connect), without a licence (Forge). */
  switchOff(): Promise<void>;
  switchOn(): Promise<void>;
};
