/** The only source of time in the product, so that a test can move it. `now` is epoch milliseconds. */
export type Clock = { readonly now: () => number };

export const systemClock: Clock = { now: () => Date.now() };
