import type { SandboxClock } from '../../clock.ts';
import type { InstallKeys } from '../connect/install-keys.ts';
import type { AccessToken } from '../connect/access-tokens.ts';
import type { ReportedAccounts } from '../forge/account-reports.ts';
import type { PendingEvent } from '../forge/events.ts';
import type { ForgeKeys } from '../forge/keys.ts';
import type { StaticFiles } from '../forge-ui/static-files.ts';
import type { DeployedTexts } from '../forge-ui/titles.ts';
import type { ForgeToken } from '../forge/tokens.ts';
import type { DevInfoValidator } from '../devinfo/validate.ts';
import type { DevInfoStats } from '../devinfo/stats.ts';
import type { ProviderName } from '../provider/provider.ts';
import type { AllProviderStats } from '../provider/stats.ts';
import type { CredentialsToken } from '../gateway/credentials.ts';
import type { Faults } from './faults.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RequestLog } from './request-log.ts';
import type { Site } from './site.ts';

/** What Atlassian runs behind all sites: the state that every part of the sandbox works on. */
export interface Cloud {
  clock: SandboxClock;
  /** Added to the answer of every API call, real milliseconds. */
  latencyMs: number;
  /** The largest request body of an API, in bytes; a larger one is answered 413. */
  maxBodyBytes: number;
  /** Everything a client did that no documentation allows, in words. */
  violations: string[];
  requests: RequestLog;
  faults: Faults;
  limits: RateLimits;
  sites: Site[];
  installKeys: InstallKeys;
  accessTokens: Map<string, AccessToken>;
  /** The stand-in for `https://api.atlassian.com`: the address of the first site. */
  apiUrl: string;
  forgeKeys: ForgeKeys;
  forgeTokens: Map<string, ForgeToken>;
  credentialsTokens: Map<string, CredentialsToken>;
  forgeRetries: PendingEvent[];
  /** By app: in which minute it asked how often for tokens of people who are not there. */
  offlineTokenCalls: Map<string, { minute: number; calls: number }>;
  reportedAccounts: ReportedAccounts;
  /** Once they were deployed. */
  staticFiles?: StaticFiles | undefined;
  appTexts: DeployedTexts;
  validateDevInfo: DevInfoValidator;
  devInfoStats: DevInfoStats;
  validateProvided: Record<ProviderName, DevInfoValidator>;
  providerStats: AllProviderStats;
}
