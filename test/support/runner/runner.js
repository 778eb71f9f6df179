// jest's runner for this suite (jest.config.js). Plain JavaScript because jest wants a default export.
import { runFiles } from './run-files.ts';

export default class PlainNodeRunner {
  constructor(globalConfig) {
    this.globalConfig = globalConfig;
  }

  async runTests(tests, watcher, onStart, onResult, onFailure) {
    await runFiles({ tests, watcher, globalConfig: this.globalConfig, onStart, onResult, onFailure });
  }
}
