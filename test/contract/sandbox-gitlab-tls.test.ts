import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { startGitlabSandbox } from '../sandbox/gitlab/sandbox.ts';
import { describeWhere } from './describe-where.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ];
  execFileSync('openssl', args, { stdio: 'ignore' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

function statusOf(url: string, ca: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, ...(ca === undefined ? {} : { ca }) }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

describeWhere(hasOpenssl, 'TLS with a certificate that an installed openssl makes', () => {
  it('speaks https, and only to those who trust it', async () => {
    const tls = selfSigned();
    const sandbox = await startGitlabSandbox({ tls });
    expect(sandbox.url).toMatch(/^https:/);
    expect(await statusOf(`${sandbox.url}/api/v4/version`, tls.cert)).toBe(401);
    await expect(statusOf(`${sandbox.url}/api/v4/version`, undefined)).rejects.toThrow(/self-signed/);
    await sandbox.close();
  });
});
