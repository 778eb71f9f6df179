/** One call that reached a documented (or refused) address of the sandbox, pages apart. */
export interface RequestLogEntry {
  /** Epoch ms of the sandbox's clock. */
  at: number;
  /** The site's URL that was called. */
  site: string;
  method: string;
  path: string;
  query: string;
  /** The route's name such as `devinfo.bulk`; `unknown` where there is no such route. */
  endpoint: string;
  status: number;
  /** Key of the calling app, where it was known. */
  appKey: string | undefined;
  /** Account the call was made as, where it was known. */
  accountId: string | undefined;
  requestBytes: number;
}

/** The newest calls and counters of all of them; the counters do not grow with the number of calls. */
export interface RequestLog {
  readonly entries: RequestLogEntry[];
  readonly counts: Record<string, number>;
  readonly statuses: Record<string, number>;
  total: number;
  requestBytes: number;
  record(entry: RequestLogEntry): void;
  reset(): void;
}

const KEPT = 2000;

export function requestLog(): RequestLog {
  return {
    entries: [],
    counts: {},
    statuses: {},
    total: 0,
    requestBytes: 0,
    record(entry) {
      this.entries.push(entry);
      if (this.entries.length > 2 * KEPT) this.entries.splice(0, KEPT);
      this.counts[entry.endpoint] = (this.counts[entry.endpoint] ?? 0) + 1;
      this.statuses[entry.status] = (this.statuses[entry.status] ?? 0) + 1;
      this.total += 1;
      this.requestBytes += entry.requestBytes;
    },
    reset() {
      this.entries.length = 0;
      for (const key of Object.keys(this.counts)) Reflect.deleteProperty(this.counts, key);
      for (const key of Object.keys(this.statuses)) Reflect.deleteProperty(this.statuses, key);
      this.total = 0;
      this.requestBytes = 0;
    },
  };
}
