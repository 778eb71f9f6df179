// The last line of a run in one fixed form, for whoever reads only that.
export default class ClosingLineReporter {
  /** How many test files ran with which kind of Jira site (jest.config.js). */
  files = {};

  onTestResult({ context }) {
    const { name } = context.config.displayName;
    this.files[name] = (this.files[name] ?? 0) + 1;
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const sites = Object.entries(this.files).map(([kind, count]) => `${count} as ${kind}`);
    const lines = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
    // After the summary, which the default reporter writes at the same event.
    process.on('exit', () => process.stdout.write(`Test files: ${sites.join(', ')}\n${lines}\n`));
  }
}
