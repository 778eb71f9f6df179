import { randomUUID } from 'node:crypto';
import type { WorldEvent } from '../world/events.ts';
import type { WorldState } from '../world/state.ts';
import { Courier } from './courier.ts';
import { DeliveryLog, isOk } from './delivery.ts';
import type { Delivery, Notice } from './delivery.ts';
import { headersOf } from './headers.ts';
import { alertStatus, countOutcome, newHook } from './hook.ts';
import type { Hook, HookOwner, HookSettings } from './hook.ts';
import { isAcceptable } from './hook-url.ts';
import { payloadOf } from './payloads/payload.ts';
import type { Post } from './post.ts';
import { nameOf, recipientsOf } from './recipients.ts';
import { weather } from './weather.ts';
import type { Weather, Weathered } from './weather.ts';

export interface HookOptions {
  readonly state: WorldState;
  readonly version: string;
  /** The instance's address, known once it listens. */
  readonly url: () => string;
  /** Group hooks need `premium`. */
  readonly license: 'free' | 'premium';
  readonly localHooks: boolean;
  readonly autoDisable: boolean;
}

/** The webhooks of this GitLab: who has one, what is sent to it, and what came of it. */
export class Hooks {
  /** May be changed while running, as an admin does. */
  license: 'free' | 'premium';
  localHooks: boolean;
  autoDisable: boolean;
  /** Real time that a receiver has to answer. */
  timeoutMs = 10_000;
  readonly version: string;
  /** Events that were not sent because the hook was switched off. */
  dropped = 0;
  private readonly options: HookOptions;
  private readonly byId = new Map<number, Hook>();
  private readonly courier = new Courier();
  private readonly log = new DeliveryLog();
  private kept: Notice[] | undefined;

  constructor(options: HookOptions) {
    this.options = options;
    this.version = options.version;
    this.license = options.license;
    this.localHooks = options.localHooks;
    this.autoDisable = options.autoDisable;
    options.state.listeners.add((event) => this.tell(event));
  }

  /** All hooks of all projects and groups. */
  get all(): readonly Hook[] {
    return [...this.byId.values()];
  }

  /** The newest calls, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.log.entries;
  }

  /** How many calls there have been. */
  get sent(): number {
    return this.log.total;
  }

  /** Calls that have not been answered yet; without those held back. */
  get pending(): number {
    return this.courier.pending;
  }

  /** Events held back. */
  get held(): number {
    return this.kept?.length ?? 0;
  }

  get concurrency(): number {
    return this.courier.concurrency;
  }

  set concurrency(count: number) {
    this.courier.concurrency = count;
  }

  /** Resolves once all that was sent has been answered. */
  idle(): Promise<void> {
    return this.courier.idle();
  }

  /** Keeps events back until `release`. */
  hold(): void {
    this.kept ??= [];
  }

  /** Sends what was held back, as the weather is, and holds no more. */
  release(how: Weather = {}): Omit<Weathered<Notice>, 'items'> & { readonly sent: number } {
    const { items, lost, duplicated } = weather(this.kept ?? [], how);
    this.kept = undefined;
    for (const notice of items) this.dispatch(notice);
    return { sent: items.length, lost, duplicated };
  }

  /** The calls that were held back, for somebody else to send; holds no more. */
  takeHeld(): Post[] {
    const { kept = [] } = this;
    this.kept = undefined;
    return kept.map((notice) => this.post(notice, this.headers(notice)));
  }

  /** Sends the same event again, with its Idempotency-Key. */
  replay(delivery: Delivery): void {
    this.dispatch(delivery.notice);
  }

  add(owner: HookOwner, settings: HookSettings): Hook {
    const { state } = this.options;
    const hook = newHook({ id: state.nextId('hook'), owner, createdAt: state.clock.now() }, settings);
    this.byId.set(hook.id, hook);
    return hook;
  }

  of(owner: HookOwner): readonly Hook[] {
    return this.all.filter((hook) =>
      owner.kind === 'project'
        ? hook.owner.kind === 'project' && hook.owner.project === owner.project
        : hook.owner.kind === 'group' && hook.owner.group === owner.group,
    );
  }

  remove(hook: Hook): void {
    this.byId.delete(hook.id);
  }

  /** One call at once, also of a hook that is switched off: a test, or an event sent again. */
  sendNow(hook: Hook, what: WorldEvent | Notice): Promise<Delivery> {
    const notice = 'idempotencyKey' in what ? { ...what, hook } : this.noticesOf(what, [hook])[0];
    if (notice === undefined) throw new Error('There is nothing to send.');
    return new Promise((resolve) => this.dispatch(notice, resolve));
  }

  /** The log of deliveries starts afresh. */
  reset(): void {
    this.log.reset();
  }

  close(): void {
    this.courier.close();
  }

  private tell(event: WorldEvent): void {
    const licensed = this.license === 'premium';
    const hooks = recipientsOf(this.byId.values(), event).filter(
      ({ owner }) => owner.kind === 'project' || licensed,
    );
    if (hooks.length > 0) for (const notice of this.noticesOf(event, hooks)) this.take(notice);
    // What is gone takes its own hooks with it, and they are told of nothing.
    if (event.kind === 'project_destroy') this.forget({ kind: 'project', project: event.project });
    if (event.kind === 'subgroup_destroy') this.forget({ kind: 'group', group: event.group });
  }

  private noticesOf(event: WorldEvent, hooks: readonly Hook[]): Notice[] {
    const { trigger, header } = nameOf(event.kind);
    const body = JSON.stringify(payloadOf(this.options.state, this.options.url(), event));
    return hooks.map((hook) => ({ hook, trigger, event: header, body, idempotencyKey: randomUUID() }));
  }

  private take(notice: Notice): void {
    if (this.kept === undefined) this.dispatch(notice);
    else this.kept.push(notice);
  }

  private dispatch(notice: Notice, answered?: (delivery: Delivery) => void): void {
    let headers: Record<string, string> = {};
    this.courier.add({
      prepare: () => {
        headers = this.headers(notice);
        return answered === undefined && !this.isOn(notice.hook) ? undefined : this.post(notice, headers);
      },
      done: (reply, ms) => {
        if (reply === undefined) {
          this.dropped += 1;
          return;
        }
        const now = this.options.state.clock.now();
        const { autoDisable } = this;
        countOutcome(notice.hook, { ok: isOk(reply.status), now, autoDisable });
        const call = { notice, at: now, status: reply.status, ms, requestHeaders: headers, reply };
        const delivery = this.log.add(call);
        answered?.(delivery);
      },
    });
  }

  private isOn(hook: Hook): boolean {
    const status = alertStatus(hook, this.options.state.clock.now());
    return this.byId.has(hook.id) && status === 'executable';
  }

  private headers(notice: Notice): Record<string, string> {
    const { state, url, version } = this.options;
    return headersOf(notice, { version, url: url(), now: state.clock.now() });
  }

  private post({ hook, body }: Notice, headers: Record<string, string>): Post {
    // An address that the admin has forbidden since fails like one that nobody answers at.
    const url = isAcceptable(hook.url, this.localHooks) ? hook.url : 'http://0.0.0.0:1/';
    return { url, headers, body, sslVerification: hook.sslVerification, timeoutMs: this.timeoutMs };
  }

  private forget(owner: HookOwner): void {
    for (const hook of this.of(owner)) this.remove(hook);
  }
}
