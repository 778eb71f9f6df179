import { Poster } from './post.ts';
import type { Post, Reply } from './post.ts';

/** One POST that waits for its turn. */
export interface Parcel {
  /** Asked when its turn has come; undefined: it is not to be sent any more. */
  readonly prepare: () => Post | undefined;
  readonly done: (reply: Reply | undefined, ms: number) => void;
}

/** Sends parcels, some at once, in no promised order. Each is sent once, whatever becomes of it. */
export class Courier {
  concurrency = 8;
  private readonly poster = new Poster();
  private readonly queue: Parcel[] = [];
  private underWay = 0;
  private waiting: (() => void)[] = [];
  private closed = false;

  /** Not answered yet. */
  get pending(): number {
    return this.queue.length + this.underWay;
  }

  add(parcel: Parcel): void {
    if (this.closed) return;
    this.queue.push(parcel);
    this.turn();
  }

  /** Resolves once all that were added have been answered. */
  idle(): Promise<void> {
    return this.pending === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    this.closed = true;
    this.queue.length = 0;
    this.poster.close();
    if (this.pending === 0) this.tell();
  }

  private turn(): void {
    while (this.underWay < this.concurrency) {
      const parcel = this.queue.shift();
      if (parcel === undefined) return;
      this.underWay += 1;
      void this.send(parcel);
    }
  }

  private async send(parcel: Parcel): Promise<void> {
    // Not within the event that causes it: GitLab sends from a job.
    await Promise.resolve();
    const post = parcel.prepare();
    const start = performance.now();
    const reply = post === undefined ? undefined : await this.poster.post(post);
    this.underWay -= 1;
    parcel.done(reply, performance.now() - start);
    this.turn();
    if (this.pending === 0) this.tell();
  }

  private tell(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
