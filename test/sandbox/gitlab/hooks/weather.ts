import { randomFrom } from '../../history/make.ts';

/** What becomes of events that were held back. Shares are between 0 and 1. */
export interface Weather {
  /** The same seed does the same to the same events. */
  readonly seed?: number | undefined;
  readonly shuffle?: boolean | undefined;
  readonly lose?: number | undefined;
  /** Sent twice, with the same Idempotency-Key. */
  readonly duplicate?: number | undefined;
}

export interface Weathered<T> {
  readonly items: readonly T[];
  readonly lost: number;
  readonly duplicated: number;
}

/** Loses some, doubles some and shuffles the rest. */
export function weather<T>(given: readonly T[], how: Weather): Weathered<T> {
  const random = randomFrom(how.seed ?? 1);
  const items: T[] = [];
  let lost = 0;
  for (const item of given) {
    if (random() < (how.lose ?? 0)) lost += 1;
    else if (random() < (how.duplicate ?? 0)) items.push(item, item);
    else items.push(item);
  }
  const duplicated = items.length + lost - given.length;
  if (how.shuffle === true) {
    for (let i = items.length - 1; i > 0; i -= 1) {
      const other = Math.floor(random() * (i + 1));
      const [a, b] = [items[i], items[other]];
      if (a !== undefined && b !== undefined) [items[i], items[other]] = [b, a];
    }
  }
  return { items, lost, duplicated };
}
