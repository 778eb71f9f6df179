import { describe, expect, it } from '@jest/globals';

/**
 * A group of tests that need something from outside the project. Where it is missing, one line says so and a
 * single test stands in, because jest takes a file without tests for a failure.
 */
export function describeWhere(here: boolean, title: string, tests: () => void): void {
  if (here) {
    describe(title, tests);
    return;
  }
  process.stdout.write(`Skipped: ${title}\n`);
  describe(title, () => {
    it('was skipped: what it needs is not here', () => expect(here).toBe(false));
  });
}
