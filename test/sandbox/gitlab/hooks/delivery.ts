import type { Hook, Trigger } from './hook.ts';
import type { Reply } from './post.ts';

/** What is to be sent to one hook. */
export interface Notice {
  readonly hook: Hook;
  readonly trigger: Trigger;
  /** `Push Hook` and the like. */
  readonly event: string;
  readonly body: string;
  readonly idempotencyKey: string;
}

/** One call of a hook that was answered, or was not. */
export interface Delivery {
  readonly id: number;
  readonly notice: Notice;
  /** Epoch ms of the sandbox's clock. */
  readonly at: number;
  /** 0 where no answer came. */
  readonly status: number;
  /** Real milliseconds. */
  readonly ms: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly reply: Reply;
}

const kept = 20_000;

/** The newest deliveries, at most 20,000. */
export class DeliveryLog {
  readonly entries: Delivery[] = [];
  total = 0;

  add(delivery: Omit<Delivery, 'id'>): Delivery {
    if (this.entries.length >= kept) this.entries.splice(0, kept / 2);
    const entry = { ...delivery, id: (this.total += 1) };
    this.entries.push(entry);
    return entry;
  }

  reset(): void {
    this.entries.length = 0;
  }
}

/** GitLab takes 2xx and 3xx for an answer (WebHookService). */
export function isOk(status: number): boolean {
  return status >= 200 && status < 400;
}
