import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noted, startNotingApp, type NotingApp } from './noting-app.ts';

describe('what ends before it begins', () => {
  let noting: NotingApp;
  beforeAll(async () => {
    noting = await startNotingApp();
  });
  afterAll(() => noting.app.close());
  const rowsOf = async (message: string) => {
    const [sha] = noting.app.gitlab.world.push(noting.project, 'main', [{ message }]);
    await noting.app.drain();
    return (await noted(noting)).filter((row) => row.sha === sha);
  };

  it('a comment without text and a time without a duration, each by itself', async () => {
    const rows = await rowsOf('ABC-2 #comment #time tomorrow #comment some text');
    expect(rows.map(({ ended }) => ended)).toEqual(['empty_comment', 'invalid_duration', null]);
    expect(rows[0]?.reason).toMatch(/no text after #comment/);
    expect(rows[1]?.reason).toMatch(/2h 30m/);
  });

  it('what is more than a hundred actions of one commit', async () => {
    const keys = Array.from({ length: 30 }, (_, i) => `ABC-${i + 1}`).join(' ');
    const rows = await rowsOf(`${keys} #one #two #three #four #five`);
    expect(rows).toHaveLength(101);
    expect(rows.filter(({ ended }) => ended === null)).toHaveLength(100);
    const [left] = rows.filter(({ ended }) => ended === 'too_many');
    expect(left).toMatchObject({ issueKey: 'ABC-11', name: 'four' });
    expect(left?.reason).toMatch(/asks for 150 actions/);
  });

  it('a line without end, and one that no database takes', async () => {
    expect(await rowsOf(`ABC-3 #comment ${'long '.repeat(100_000)}`)).toHaveLength(1);
    const [row] = await rowsOf('ABC-3 #comment nul \0 and half a pair \ud83d');
    expect(row?.argument).toBe('nul \ufffd and half a pair \ufffd');
  });
});
