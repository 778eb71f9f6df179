import { expect, it } from '@jest/globals';
it('runs', () => {
  expect(process.versions.node.startsWith('24.')).toBe(true);
});
