import { access } from 'node:fs/promises';
import { parseSmartCommit } from '../../src/smart-commit/parse/parse-smart-commit.ts';
import { loadHistory } from '../../test/sandbox/history/load.ts';
import { decimals, table } from '../table.ts';

const warmUpSeconds = 1;
const seconds = 3;

const made = [
  'MINOR: fix a typo in the quickstart (#1234)',
  'KEY-123: Replace the deprecated client in the connect runtime (#4321)\n\nReviewers: A, B',
  "Merge branch 'main' into feature/KEY-99-something",
];
const commands = [
  'KEY-123 fixes a bug #comment Bug is fixed.',
  'KEY-123 #time 2w 4d 10h 52m Tracking work time.',
  'KEY-123 #close Closing issue',
  'KEY-1, KEY-2 #start-progress #comment Began with both of them #time 1h30m so far',
  'Fix: KEY-7 the crash on start #resolve KEY-8 #comment blocked KEY-7 before #done',
  'KEY-5 #Закрыть готово',
];

/** Lines that one core reads in a second: CPU time of this process, one line for each message. */
export async function parseLines(histories: readonly string[]): Promise<string> {
  const { name, messages } = await realMessages(histories);
  const sets: readonly [string, readonly string[]][] = [
    [`commits of ${name}`, messages],
    ['commands', commands],
    [
      'half and half',
      messages.flatMap((message, index) => [message, commands[index % commands.length] ?? '']),
    ],
  ];
  const rows = sets.map(([set, lines]) => {
    readFor(warmUpSeconds, lines);
    const { read, cpuSeconds, found } = readFor(seconds, lines);
    return [
      set,
      lines.length,
      decimals(found / read, 2),
      Math.round((cpuSeconds / read) * 1e9),
      Math.round(read / cpuSeconds).toLocaleString('en'),
      '1,000,000',
    ];
  });
  const head = [
    'lines',
    'different ones',
    'commands per line',
    'ns per line',
    'lines a second per core',
    'aim',
  ];
  return `### Smart Commits: lines read\n\n${table(head, rows)}`;
}

async function realMessages(folders: readonly string[]): Promise<{ name: string; messages: string[] }> {
  try {
    await Promise.all(folders.map((folder) => access(folder)));
  } catch {
    return { name: 'made examples, the histories are not here', messages: made };
  }
  const histories = await Promise.all(folders.map(loadHistory));
  return {
    name: histories.map((history) => history.name).join(' and '),
    messages: histories.flatMap((history) => history.commits.map(({ message }) => message)),
  };
}

function readFor(
  atLeastSeconds: number,
  lines: readonly string[],
): { read: number; cpuSeconds: number; found: number } {
  const rounds = Math.ceil(10_000 / lines.length);
  const before = process.cpuUsage();
  let read = 0;
  let found = 0;
  let cpuSeconds = 0;
  while (cpuSeconds < atLeastSeconds) {
    for (let round = 0; round < rounds; round += 1) {
      for (const line of lines) found += parseSmartCommit(line).commands.length;
    }
    read += rounds * lines.length;
    const { user, system } = process.cpuUsage(before);
    cpuSeconds = (user + system) / 1e6;
  }
  return { read, cpuSeconds, found };
}
