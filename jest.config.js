/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Node.js runs the sources as they are, here as in production: see the runner.
  runner: '<rootDir>/test/support/runner/runner.js',
  transform: {},
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  testPathIgnorePatterns: process.env.TEST_LONG === '1' ? [] : ['\\.long\\.test\\.ts$'],
  testTimeout: 30_000,
  maxWorkers: 2,
};
