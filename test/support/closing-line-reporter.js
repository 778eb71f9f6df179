// The last line of a run in one fixed form, for whoever reads only that.
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const lines = `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
    // After the summary, which the default reporter writes at the same event.
    process.on('exit', () => process.stdout.write(`${lines}\n`));
  }
}
