import type { SandboxClock } from '../../clock.ts';
import type { Answer } from './exchange.ts';
import type { Endpoint } from './router.ts';

/** Counts in fixed windows of the clock, as Rack::Attack and GitLab's application limits do. */
export class Limits {
  /** Requests a minute for one user (or address); 0 switches it off. May be changed while running. */
  perMinute: number;
  /** GitLab's own limits of single endpoints. */
  endpointLimits: boolean;
  private readonly clock: SandboxClock;
  private windows = new Map<string, { start: number; count: number }>();

  constructor(clock: SandboxClock, given: { perMinute: number; endpointLimits: boolean }) {
    this.clock = clock;
    this.perMinute = given.perMinute;
    this.endpointLimits = given.endpointLimits;
  }

  /** `RateLimit-*` headers of this request, and the 429 where the limit is passed. A refused request counts too. */
  throttle(
    key: string,
    authenticated: boolean,
  ): { headers: Record<string, string>; refusal: Answer | undefined } {
    if (this.perMinute === 0) return { headers: {}, refusal: undefined };
    const observed = this.count(`all ${key}`, 60);
    const now = Math.floor(this.clock.now() / 1000);
    const reset = (Math.floor(now / 60) + 1) * 60;
    const headers = {
      'RateLimit-Limit': String(this.perMinute),
      'RateLimit-Name': authenticated ? 'throttle_authenticated_api' : 'throttle_unauthenticated_api',
      'RateLimit-Observed': String(observed),
      'RateLimit-Remaining': String(Math.max(0, this.perMinute - observed)),
      'RateLimit-Reset': String(reset),
    };
    if (observed <= this.perMinute) return { headers, refusal: undefined };
    const refusal = {
      status: 429,
      headers: {
        'Content-Type': 'text/plain',
        'Retry-After': String(reset - now),
        'RateLimit-ResetTime': new Date(reset * 1000).toUTCString(),
      },
      body: 'Retry later\n',
    };
    return { headers, refusal };
  }

  /** The application limit of one endpoint, which `RateLimit-*` headers do not show. */
  endpoint(key: string, endpoint: Endpoint): Answer | undefined {
    if (!this.endpointLimits || endpoint.limit === undefined) return undefined;
    const { count, seconds } = endpoint.limit;
    if (this.count(`${endpoint.name} ${key}`, seconds) <= count) return undefined;
    return {
      status: 429,
      headers: { 'Retry-After': String(seconds) },
      json: { message: { error: 'This endpoint has been requested too many times. Try again later.' } },
    };
  }

  private count(key: string, seconds: number): number {
    const start = Math.floor(this.clock.now() / 1000 / seconds);
    const window = this.windows.get(key);
    if (window?.start === start) return (window.count += 1);
    this.windows.set(key, { start, count: 1 });
    return 1;
  }
}
