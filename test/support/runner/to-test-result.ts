import { createEmptyTestResult, type AssertionResult, type TestResult } from '@jest/test-result';
import type { Circus, Config } from '@jest/types';
import { formatResultsErrors } from 'jest-message-util';

export type RanFile = {
  readonly path: string;
  readonly config: Config.ProjectConfig;
  /** What failed outside of every test: an `afterAll`, or what nobody caught. */
  readonly errors: readonly string[];
  /** Epoch milliseconds. */
  readonly time: { readonly start: number; readonly end: number };
};

/** What jest's reporters want to hear of a file, from what jest's test engine says of its tests. */
export function toTestResult(tests: readonly Circus.TestResult[], file: RanFile): TestResult {
  const testResults = tests.map(assertionResult);
  const count = (status: AssertionResult['status']) =>
    testResults.filter((one) => one.status === status).length;
  const { start, end } = file.time;
  const runtime = end - start;
  const said = formatResultsErrors(testResults, file.config, { noStackTrace: false }, file.path);
  const message = [...(said === null ? [] : [said]), ...file.errors].join('\n');
  const empty = createEmptyTestResult();
  return {
    ...empty,
    testFilePath: file.path,
    testResults,
    numPassingTests: count('passed'),
    numFailingTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    perfStats: {
      ...empty.perfStats,
      start,
      end,
      runtime,
      slow: runtime / 1000 > file.config.slowTestThreshold,
    },
    failureMessage: message === '' ? null : message,
    ...(file.errors.length > 0 ? { testExecError: { message, stack: message } } : {}),
  };
}

function assertionResult(test: Circus.TestResult): AssertionResult {
  // The first name is that of the root block.
  const [, ...names] = test.testPath;
  return {
    ancestorTitles: names.slice(0, -1),
    title: names.at(-1) ?? '',
    fullName: names.join(' '),
    status: statusOf(test),
    duration: test.duration ?? null,
    startAt: test.startedAt ?? null,
    invocations: test.invocations,
    location: test.location ?? null,
    numPassingAsserts: test.numPassingAsserts,
    retryReasons: test.retryReasons,
    failureMessages: test.errors,
    // Errors carry whatever was hung on them, and not all of that can be sent to another process.
    failureDetails: [],
  };
}

function statusOf({ status, errors }: Circus.TestResult): AssertionResult['status'] {
  if (status === 'skip') return 'pending';
  if (status === 'todo') return 'todo';
  return errors.length > 0 ? 'failed' : 'passed';
}
