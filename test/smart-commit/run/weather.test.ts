import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../sandbox/history/make.ts';
import type { Fault } from '../../sandbox/jira/cloud/faults.ts';
import { startRunningApp, type RunningApp } from './running-app.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startRunningApp();
});
afterAll(() => running.close());

/** What befalls a call: each to one in twelve, reads too. */
const weather: readonly Omit<Fault, 'match'>[] = [
  { dropConnection: true },
  { dropConnection: true, afterHandling: true },
  { status: 502, body: 'Bad Gateway', afterHandling: true },
  { status: 503, headers: { 'Retry-After': '3' } },
  { status: 429, headers: { 'Retry-After': '2', 'RateLimit-Reason': 'jira-per-issue-on-write' } },
];

describe('in bad weather', () => {
  it.each([1, 2, 3])(
    'each command is carried out once and in its order (seed %d)',
    async (seed) => {
      const random = randomFrom(seed);
      const keys = Array.from({ length: 4 }, () => running.newIssue());
      const clear = weather.map((fault) =>
        running.app.jira.faults.add({
          ...fault,
          match: ({ path }) => /^\/rest\/api\/[23]\//.test(path) && random() < 1 / 12,
        }),
      );
      running.push(
        ...Array.from({ length: 5 }, (_, at) => `${keys.join(' ')} #comment c${at} #time ${at + 1}h w${at}`),
        `${keys.join(' ')} #close closed`,
        `${keys.join(' ')} #reopen #comment end`,
      );
      const states = async () =>
        (await Promise.all(keys.map((key) => running.outcomes(key)))).flat().map(({ state }) => state);
      const isOpen = (state: string) => state === 'waiting' || state === 'running';
      await running.app.drain();
      // Hours of it: what fails again and again is tried every quarter of an hour.
      for (let turn = 0; turn < 4_000 && (await states()).some(isOpen); turn += 1) {
        running.app.advance(20_000);
        await running.app.drain();
      }
      for (const end of clear) end();
      expect(new Set(await states())).toEqual(new Set(['done']));
      for (const key of keys) {
        const { comments, worklogs, transitions, status } = running.issue(key);
        expect(comments.map(({ text }) => text)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'closed', 'end']);
        // Where worklogs carry no properties, a second line says of which commit they are.
        expect(worklogs.map(({ text }) => text.split('\n')[0]).sort()).toEqual([
          'w0',
          'w1',
          'w2',
          'w3',
          'w4',
        ]);
        expect([status, transitions]).toEqual(['To Do', 2]);
      }
    },
    60_000,
  );
});
