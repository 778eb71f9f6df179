// Plain JavaScript so that Node.js itself loads what it imports: jest would make CommonJS of it.
import { startTestServer } from './database.ts';

export default async function globalSetup() {
  globalThis.testServer = await startTestServer();
}
