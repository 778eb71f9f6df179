import type { RunMode } from '../../stream.ts';

const dayMs = 86_400_000;

/**
 * How old a finished pipeline may be for its test summary to be asked for: 30 days in a full run. Otherwise two days,
 * for reports are added up in the background, after the pipeline has ended.
 */
export function testsSince(mode: RunMode | 'live', now: number): number {
  return now - (mode === 'full' ? 30 : 2) * dayMs;
}
