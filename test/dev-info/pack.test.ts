import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pack, type Packable, type PackLimits } from '../../src/dev-info/batch/pack.ts';

const limits: PackLimits = { repositories: 3, ofAKind: 4, entities: 10, bytes: 100 };

const anyItem: fc.Arbitrary<Packable> = fc.record({
  group: fc.constantFrom('a', 'b'),
  repositoryId: fc.constantFrom('1', '2', '3', '4', '5'),
  kind: fc.constantFrom('commit', 'branch', 'pull_request'),
  bytes: fc.integer({ min: 1, max: 120 }),
});

function expectWithin(request: readonly Packable[]): void {
  expect(new Set(request.map(({ group }) => group)).size).toBe(1);
  expect(new Set(request.map(({ repositoryId }) => repositoryId)).size).toBeLessThanOrEqual(
    limits.repositories,
  );
  expect(request.length).toBeLessThanOrEqual(limits.entities);
  const bytes = request.reduce((sum, item) => sum + item.bytes, 0);
  expect(request.length === 1 || bytes <= limits.bytes).toBe(true);
  const ofAKind = Map.groupBy(request, ({ repositoryId, kind }) => `${repositoryId} ${kind}`);
  for (const [, items] of ofAKind) expect(items.length).toBeLessThanOrEqual(limits.ofAKind);
}

it('keeps every limit, loses nothing and repeats nothing', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 80 }), (items) => {
      const requests = pack(items, limits);
      requests.forEach(expectWithin);
      const packed = requests.flat();
      expect(packed).toHaveLength(items.length);
      expect(new Set(packed)).toEqual(new Set(items));
    }),
  );
});

it('fills one request before it begins the next', () => {
  const items = Array.from({ length: 20 }, (_, index) => ({
    group: 'a',
    repositoryId: String(index % 3),
    kind: 'commit' as const,
    bytes: 1,
  }));
  expect(pack(items, limits).map((request) => request.length)).toEqual([10, 10]);
});
