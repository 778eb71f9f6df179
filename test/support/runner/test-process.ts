import { registerHooks } from 'node:module';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { jestExpect } from '@jest/expect';
import type { TestResult } from '@jest/test-result';
import { getState, resetState, run } from 'jest-circus';
import type { Answer, Order } from './order.ts';
import { toTestResult } from './to-test-result.ts';

// The package itself refuses to be loaded outside of jest's own runner.
const globals = new URL('jest-globals.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '@jest/globals' ? globals : specifier, context),
});

// What nobody caught fails the test that runs, else the file that runs or comes next.
const uncaught: unknown[] = [];
const unhandled = new Map<Promise<unknown>, unknown>();
process.on('uncaughtException', (error) => (getState().currentlyRunningTest?.errors ?? uncaught).push(error));
process.on('unhandledRejection', (error, promise) => unhandled.set(promise, error));
process.on('rejectionHandled', (promise) => unhandled.delete(promise));

process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  void answerTo(order).then((answer) => process.send?.(answer));
});

async function answerTo(order: Order): Promise<Answer> {
  try {
    return { result: await runFile(order) };
  } catch (error) {
    return { error: inspect(error) };
  }
}

async function runFile({ path, config, ...order }: Order): Promise<TestResult> {
  const start = Date.now();
  resetState();
  const state = getState();
  state.seed = order.seed;
  state.testTimeout = order.testTimeout;
  if (order.testNamePattern) state.testNamePattern = new RegExp(order.testNamePattern, 'i');
  jestExpect.setState({ testPath: path });
  // A file runs once in each project: under another address it is another module.
  Object.assign(globalThis, config.globals);
  await import(`${pathToFileURL(path).href}?${config.id}`);
  const { testResults, unhandledErrors } = await run();
  // Only then does Node.js say which rejections the last test has left behind.
  await turnOfTheLoop();
  const nobodys = [...uncaught.splice(0), ...unhandled.values()].map((error) => inspect(error));
  unhandled.clear();
  return toTestResult(testResults, {
    path,
    config,
    errors: [...unhandledErrors, ...nobodys],
    time: { start, end: Date.now() },
  });
}
