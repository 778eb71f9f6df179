import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createNodeMiddleware, createProbot } from 'probot';

/**
 * A program: Probot as its documentation shows it, receiving webhooks, verifying their signature and keeping nothing.
 * The baseline for taking in many hooks at once. Prints `{ "port": … }` when it listens; `node probot-server.ts <secret>`.
 */
const [secret = ''] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
let received = 0;
const middleware = await createNodeMiddleware(
  (app) => {
    app.onAny(() => {
      received += 1;
    });
  },
  {
    webhooksPath: '/',
    probot: createProbot({ overrides: { appId: 1, privateKey, secret, logLevel: 'fatal' } }),
  },
);
const server = createServer((req, res) => {
  void middleware(req, res);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ port: address !== null && typeof address === 'object' ? address.port : 0 }));
});
process.once('SIGTERM', () => {
  console.error(`received ${received}`);
  process.exit(0);
});
