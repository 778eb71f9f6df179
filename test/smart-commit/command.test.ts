import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root, startChild } from '../house/fixtures/child.ts';

const vectors = path.join(root, '../shared/vectors');

async function cli(args: string[], input: string): Promise<{ code: number | null; output: string }> {
  const child = startChild(path.join(root, 'src/cli.ts'), { args: ['smart-commit', ...args], input });
  const { code } = await child.ended();
  return { code, output: child.output() };
}

async function answers(args: string[], lines: readonly unknown[]): Promise<unknown[]> {
  const { output } = await cli(
    [...args, '--json'],
    lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** The cases of a file of vectors; undefined, and one line that says so, where it is not here. */
function casesOf(file: string): Record<string, unknown>[] | undefined {
  const name = path.join(vectors, file);
  if (existsSync(name)) return JSON.parse(readFileSync(name, 'utf8')) as Record<string, unknown>[];
  process.stdout.write(
    `SKIPPED: ../shared/vectors/${file} is not here, so Smart Commits are not compared with it\n`,
  );
  return undefined;
}

describe('smart-commit explain', () => {
  it('answers each line of JSON with keys and commands', async () => {
    const messages = ['KEY-1, KEY-2 #time 1h30m fix #Close\nKEY-3 #close', 'KEY-1 #comment', 'nothing'];
    const issueKeys = ['KEY-1', 'KEY-2'];
    expect(
      await answers(
        ['explain'],
        messages.map((message) => ({ message })),
      ),
    ).toEqual([
      {
        issueKeys,
        commands: [
          {
            name: 'time',
            type: 'time',
            issueKeys,
            argument: '1h30m fix',
            timeSpent: '1h 30m',
            comment: 'fix',
          },
          { name: 'Close', type: 'transition', issueKeys, argument: '' },
        ],
      },
      {
        issueKeys: ['KEY-1'],
        commands: [
          { name: 'comment', type: 'comment', issueKeys: ['KEY-1'], argument: '', error: 'empty_comment' },
        ],
      },
      { issueKeys: [], commands: [] },
    ]);
  });

  it('says in words how a line is read', async () => {
    const lines = [
      'KEY-1, KEY-2 #close it #time 1h30m',
      'KEY-1 #time soon',
      'KEY-1 #comment #comment x',
      'KEY-1',
      'x #close',
    ];
    expect((await cli(['explain'], lines.join('\n'))).output.trimEnd().split('\n')).toEqual([
      'KEY-1, KEY-2: transition "close", comment "it"',
      'KEY-1, KEY-2: time 1h 30m',
      'KEY-1: no time in "soon": begin with a duration, as in #time 1h 30m',
      'KEY-1: comment without text: write one after #comment',
      'KEY-1: comment "x"',
      'no command for KEY-1',
      'no command: no issue key that could carry one',
    ]);
  });

  it('agrees with the vectors of the DVCS connector', async () => {
    const cases = casesOf('smart-commits.json');
    if (cases === undefined) return;
    expect(
      await answers(
        ['explain'],
        cases.map(({ message }) => ({ message })),
      ),
    ).toEqual(cases.map((one) => one['expect']));
  });
});

describe('smart-commit transition', () => {
  it('answers each line of JSON with the names that match', async () => {
    const available = ['Start', { name: 'Begin', to: 'In Progress' }, { name: 'Beg' }];
    expect(
      await answers(
        ['transition'],
        [
          { command: 'in-progress', available },
          { command: 'be', available },
        ],
      ),
    ).toEqual([
      { result: 'ok', matches: ['Begin'] },
      { result: 'ambiguous', matches: ['Begin', 'Beg'] },
    ]);
  });

  it('says in words what a command means', async () => {
    const lines = ['start: Start Progress, Start Review', 'done: Finish -> Done', 'go: Stop', 'go:'];
    expect((await cli(['transition'], lines.join('\n'))).output.trimEnd().split('\n')).toEqual([
      '"start" may be any of Start Progress, Start Review',
      '"done" is Finish',
      '"go" is none of Stop',
      'no transition is available',
    ]);
  });

  it.each([
    [
      ['transition', '--json'],
      '{"command":"a","available":[]}\n{"command":"a"}\n',
      'Line 2 is not {"command"',
    ],
    [['transition'], 'close\n', 'Line 1 is not "command: Name of a transition'],
    [['explain', '--json'], 'KEY-1 #close\n', 'Line 1 is not {"message": "…"}.'],
  ])('%j names the line that it cannot read', async (args, input, words) => {
    const { code, output } = await cli(args, input);
    expect(code).toBe(1);
    expect(output).toContain(words);
  });

  it('agrees with the vectors of the DVCS connector', async () => {
    const cases = casesOf('transitions.json');
    if (cases === undefined) return;
    expect(
      await answers(
        ['transition'],
        cases.map(({ command, available }) => ({ command, available })),
      ),
    ).toEqual(cases.map((one) => one['expect']));
  });
});
