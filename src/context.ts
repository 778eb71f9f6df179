import type { Config } from './config.ts';
import type { Db } from './db/db.ts';
import type { Clock } from './lib/clock.ts';
import type { Http } from './lib/http/request.ts';
import type { Log } from './lib/log.ts';
import type { Metrics } from './lib/metrics.ts';
import type { RightOfWay } from './lib/right-of-way.ts';
import type { Sealer } from './lib/secrets/seal.ts';
import type { Jobs } from './queue/jobs.ts';

/** What every verb is given first. One per process; a test makes its own. */
export type Context = {
  readonly config: Config;
  readonly log: Log;
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly http: Http;
  readonly sealer: Sealer;
  readonly metrics: Metrics;
  readonly rightOfWay: RightOfWay;
  /** Aborted when the process is asked to stop: long work ends at its next page. */
  readonly stopping: AbortSignal;
  close(): Promise<void>;
};
