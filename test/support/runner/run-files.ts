import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SerializableError, Test, TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';
import type { Answer, Order } from './order.ts';

const program = fileURLToPath(new URL('test-process.ts', import.meta.url));

// Programs that tests start get it too, and start in half the time. It is keyed by what a file says: never out of date.
const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/node-compile', import.meta.url));

export type Run = {
  readonly tests: readonly Test[];
  readonly watcher: { isInterrupted(): boolean };
  readonly globalConfig: Config.GlobalConfig;
  readonly onStart: (test: Test) => Promise<void>;
  readonly onResult: (test: Test, result: TestResult) => Promise<void>;
  readonly onFailure: (test: Test, error: SerializableError) => Promise<void>;
};

/**
 * Runs test files in `maxWorkers` processes of plain Node.js. Each takes one file after the other and keeps the modules
 * it has loaded. (jest's own runner reads every module anew for each file, in a VM context where all code is slower:
 * a third to two thirds of the time of the whole suite.) A file whose process dies has failed, and the next one gets a
 * new process.
 */
export async function runFiles(run: Run): Promise<void> {
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
  const waiting = [...run.tests];
  const runWaiting = async () => {
    let child: ChildProcess | undefined;
    for (let test = waiting.shift(); test !== undefined; test = waiting.shift()) {
      if (run.watcher.isInterrupted()) break;
      await run.onStart(test);
      if (child?.connected !== true) child = fork(program, { env, serialization: 'advanced' });
      const answer = await answerOf(child, orderFor(test, run.globalConfig));
      if ('result' in answer) await run.onResult(test, answer.result);
      else await run.onFailure(test, { code: undefined, message: '', stack: answer.error, type: 'Error' });
    }
    if (child?.connected === true) {
      child.disconnect();
      await once(child, 'exit');
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(run.globalConfig.maxWorkers, waiting.length) }, runWaiting),
  );
}

function orderFor({ path, context }: Test, globalConfig: Config.GlobalConfig): Order {
  const { seed, testNamePattern, testTimeout = 5_000 } = globalConfig;
  return { path, seed, testNamePattern, testTimeout, config: context.config };
}

function answerOf(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve) => {
    const answered = (answer: Answer) => {
      child.off('exit', died);
      resolve(answer);
    };
    const died = (code: number | null, signal: string | null) => {
      child.off('message', answered);
      resolve({ error: `The process that ran this file ended with ${signal ?? `code ${String(code)}`}.` });
    };
    child.once('message', answered);
    child.once('exit', died);
    child.send(order);
  });
}
