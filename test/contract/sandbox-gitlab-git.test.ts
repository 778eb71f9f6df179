import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CommitStore } from '../sandbox/gitlab/git/commit-store.ts';
import type { Walk } from '../sandbox/gitlab/git/commit-store.ts';
import type { History } from '../sandbox/history/history.ts';
import { makeHistory } from '../sandbox/history/make.ts';
import { describeWhere } from './describe-where.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;

const history = makeHistory({ commits: 200, branches: 10, burst: 30, seed: 7 });

/** A real repository with the history's shape, and the numbers of its commits in our order. */
class RealRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'sandbox-git-'));
  private readonly numbers = new Map<string, number>();
  private readonly shas: string[] = [];

  constructor(of: History) {
    this.git('init', '--bare', '-q', '-b', 'main');
    const marks = join(this.folder, 'marks');
    execFileSync('git', ['fast-import', '--quiet', `--export-marks=${marks}`], {
      cwd: this.folder,
      input: stream(of),
    });
    for (const line of readFileSync(marks, 'utf8').trim().split('\n')) {
      const [mark = '', sha = ''] = line.slice(1).split(' ');
      this.numbers.set(sha, Number(mark) - 1);
      this.shas[Number(mark) - 1] = sha;
    }
  }

  sha(number: number): string {
    return this.shas[number] ?? '';
  }

  log(...args: string[]): number[] {
    const lines = this.git('log', '--format=%H', ...args).trim();
    return lines === '' ? [] : lines.split('\n').map((sha) => this.numbers.get(sha) ?? -1);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  }
}

function stream(of: History): string {
  const marks = new Map(of.commits.map((row, i) => [row.id, i + 1]));
  const parts = of.commits.map((row, i) => {
    const at = (iso: string) => `${Math.floor(Date.parse(iso) / 1000)} +0000`;
    const [first, ...others] = row.parent_ids.map((id) => `:${marks.get(id) ?? 0}`);
    const merges = others.map((mark) => `merge ${mark}\n`).join('');
    return (
      `commit refs/all/c${i}\nmark :${i + 1}\nauthor A <a@example.com> ${at(row.authored_date)}\n` +
      `committer A <a@example.com> ${at(row.committed_date)}\ndata 1\nx\n` +
      `${first === undefined ? '' : `from ${first}\n`}${merges}\n`
    );
  });
  return parts.join('');
}

describeWhere(hasGit, 'the order of commits beside that of an installed git', () => {
  const store = CommitStore.of(history.commits);
  let real: RealRepository;
  beforeAll(() => {
    real = new RealRepository(history);
  });
  afterAll(() => real.remove());

  const ours = (walk: Walk): number[] => [...store.walk(walk)];
  const heads = history.branches.map((row) => store.find(row.commit_id) ?? -1);

  it('the order from each head is the same', () => {
    for (const head of heads) expect(ours({ heads: [head] })).toEqual(real.log(real.sha(head)));
  });

  it('first parents are the same', () => {
    for (const head of heads) {
      expect(ours({ heads: [head], firstParent: true })).toEqual(real.log('--first-parent', real.sha(head)));
    }
  });

  it('ranges have the same commits in the same order', () => {
    const [main = -1] = heads.slice(-1);
    for (const head of heads) {
      expect(ours({ heads: [head], exclude: [main] })).toEqual(
        real.log(`${real.sha(main)}..${real.sha(head)}`),
      );
      expect(ours({ heads: [main], exclude: [head] })).toEqual(
        real.log(`${real.sha(head)}..${real.sha(main)}`),
      );
    }
  });

  it('since hides what lies behind an older commit', () => {
    const [main = -1] = heads.slice(-1);
    for (const number of [20, 60, 120]) {
      const since = store.dates[number] ?? 0;
      expect(ours({ heads: [main], since })).toEqual(real.log(`--since=${since}`, real.sha(main)));
    }
  });
});
