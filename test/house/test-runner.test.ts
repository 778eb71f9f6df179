import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Test, TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';
import { runFiles } from '../support/runner/run-files.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));

/** What the runner says of these files, one after the other, in one process as long as that lives. */
async function ran(names: string[], testNamePattern?: string): Promise<(TestResult | string)[]> {
  const config = { rootDir: fixture('.'), testMatch: [], slowTestThreshold: 5 };
  const said: (TestResult | string)[] = [];
  await runFiles({
    tests: names.map((name) => ({ path: fixture(name), context: { config } }) as unknown as Test),
    watcher: { isInterrupted: () => false },
    globalConfig: { maxWorkers: 1, seed: 1, testNamePattern } as Config.GlobalConfig,
    onStart: () => Promise.resolve(),
    onResult: async (_test, result) => void said.push(result),
    onFailure: async (_test, { stack }) => void said.push(stack ?? ''),
  });
  return said;
}

describe('the runner of these tests', () => {
  it('says of each test whether it passed, and fails the file for what no test can be blamed for', async () => {
    const [result] = (await ran(['failing-tests'])) as TestResult[];
    expect(result?.testResults.map(({ title, status }) => [title, status])).toEqual([
      ['is right', 'passed'],
      ['is left out', 'pending'],
      ['is wrong', 'failed'],
      ['is late', 'failed'],
      ['throws where nobody catches', 'failed'],
      ['is right, but rejects what nobody waits for', 'passed'],
    ]);
    expect(result).toMatchObject({ numPassingTests: 2, numFailingTests: 3, numPendingTests: 1 });
    expect(result?.failureMessage).toContain('Exceeded timeout of 20 ms');
    expect(result?.failureMessage).toContain('nobody caught this');
    expect(result?.testExecError?.message).toContain('a bad end');
    expect(result?.testExecError?.message).toContain('nobody waited for this');
  });

  it('fails a file whose process ends or that cannot be loaded, and goes on with the next', async () => {
    const [dead, missing, next] = await ran(
      ['dying-tests', 'no-such-file', 'failing-tests'],
      'is right$|ends the process',
    );
    expect(dead).toContain('ended with code 3');
    expect(missing).toContain('no-such-file');
    expect(next).toMatchObject({ numPassingTests: 1, numFailingTests: 0, numPendingTests: 5 });
  });
});
