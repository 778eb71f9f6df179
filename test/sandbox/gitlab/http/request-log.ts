export interface RequestLogEntry {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly userId: number | null;
  /** The endpoint's name, or `unknown`. */
  readonly endpoint: string;
}

const kept = 20_000;

/** The newest requests one by one, and counters of all. */
export class RequestLog {
  /** At most the newest 20,000. */
  readonly entries: RequestLogEntry[] = [];
  readonly counts: Record<string, number> = {};
  readonly statuses: Record<string, number> = {};
  total = 0;
  /** Bytes of answers' bodies. */
  bytes = 0;

  add(entry: RequestLogEntry, bytes: number): void {
    if (this.entries.length >= kept) this.entries.splice(0, kept / 2);
    this.entries.push(entry);
    this.counts[entry.endpoint] = (this.counts[entry.endpoint] ?? 0) + 1;
    this.statuses[entry.status] = (this.statuses[entry.status] ?? 0) + 1;
    this.total += 1;
    this.bytes += bytes;
  }

  reset(): void {
    this.entries.length = 0;
    for (const key of Object.keys(this.counts)) Reflect.deleteProperty(this.counts, key);
    for (const key of Object.keys(this.statuses)) Reflect.deleteProperty(this.statuses, key);
    this.total = 0;
    this.bytes = 0;
  }
}
