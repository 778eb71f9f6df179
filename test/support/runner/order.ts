import type { TestResult } from '@jest/test-result';
import type { Config } from '@jest/types';

/** What a test process is told: one file to run. */
export type Order = {
  readonly path: string;
  readonly seed: number;
  readonly testNamePattern: string | undefined;
  /** Milliseconds that a test or a hook may take. */
  readonly testTimeout: number;
  readonly config: Config.ProjectConfig;
};

/** What it says in the end; `error`: why the file could not be run. */
export type Answer = { readonly result: TestResult } | { readonly error: string };
