import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limitOf, paceAt, whenPaced, windowAt } from '../../src/db/fair-window.ts';

describe('a window that several share', () => {
  it('keeps 15 % for live work, and never refuses imports wholly', () => {
    expect(limitOf('live', 2_000)).toBe(2_000);
    expect(limitOf('import', 2_000)).toBe(1_700);
    expect(limitOf('import', 1)).toBe(1);
  });

  it('has room again when its pace has caught up, looked for twelve times a window and never after its end', () => {
    const positive = fc.integer({ min: 1, max: 1e6 });
    const given = fc.record({
      now: fc.integer({ min: 0, max: 2e12 }),
      ms: positive,
      usable: positive,
      used: positive,
    });
    fc.assert(
      fc.property(given, ({ now, ms, usable, used }) => {
        const windowMs = ms + 12;
        const { start, end } = windowAt(now, windowMs);
        expect(start).toBeLessThanOrEqual(now);
        expect(now).toBeLessThan(end);
        expect(paceAt(now, windowMs, usable)).toBeLessThanOrEqual(usable);
        const at = whenPaced({ used, usable }, now, windowMs);
        expect(at).toBeGreaterThan(now);
        expect(at).toBeLessThanOrEqual(end);
        if (at < end) expect(paceAt(at, windowMs, usable)).toBeGreaterThanOrEqual(used);
      }),
    );
  });
});
