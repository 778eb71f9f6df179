import type { SandboxClock } from '../clock.ts';
import type { RateLimitOptions } from './cloud/rate-limits.ts';

export interface SiteOptions {
  /** 0, the default, takes a free one. */
  port?: number | undefined;
  /** The name or address the site listens on and is called by; 127.0.0.1 by default. */
  host?: string | undefined;
  cloudId?: string | undefined;
  /** Decides which address of a Forge app's remote is called, such as `EU`; its default one by default. */
  region?: string | undefined;
  displayName?: string | undefined;
  /** Keys of projects made at the start, each with twenty issues; `['ABC']` by default. */
  projects?: readonly string[] | undefined;
  /** Projects of which every issue number exists, up to 99,999 or the number given. */
  allIssuesOf?: readonly string[] | Record<string, number> | undefined;
  /** Whether the organisation manages its accounts: then a whole address finds its user, though it is hidden. */
  managesAccounts?: boolean | undefined;
}

export interface JiraSandboxOptions extends SiteOptions {
  /** The real time by default. */
  clock?: SandboxClock | undefined;
  /** Real milliseconds added to every API call. */
  latencyMs?: number | undefined;
  /** 5 MiB by default. */
  maxBodyBytes?: number | undefined;
  limits?: RateLimitOptions | undefined;
}
