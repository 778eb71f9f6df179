import { jestExpect } from '@jest/expect';
import { getState } from 'jest-circus';
import { ModuleMocker } from 'jest-mock';

// What `@jest/globals` is in a test process (test-process.ts): the parts of it that tests here use.
export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'jest-circus';

export const expect = jestExpect;

const mocker = new ModuleMocker(globalThis);

export const jest = {
  spyOn: mocker.spyOn.bind(mocker),
  restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
  getSeed: () => getState().seed,
  setTimeout(ms: number) {
    getState().testTimeout = ms;
  },
};
