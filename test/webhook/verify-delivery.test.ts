import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isGenuine } from '../../src/webhook/verify-delivery.ts';
import { describeWhere } from '../contract/describe-where.ts';
import { root } from '../house/fixtures/child.ts';

const signingToken = `whsec_${randomBytes(32).toString('base64')}`;
const now = 1_785_000_000_000;
const expected = { token: 'the-token', signingToken, signed: true, now };
const body = Buffer.from('{"object_kind": "push", "title": "ünïcode"}');

function signature(over: Buffer, { id = 'id-1', seconds = now / 1000, secret = signingToken } = {}) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${seconds}.`).update(over).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${digest}` };
}

describe('a signature', () => {
  it('is trusted, also among others', () => {
    const headers = signature(body);
    expect(isGenuine({ headers, body }, expected)).toBe(true);
    const several = `v1,${randomBytes(32).toString('base64')} ${headers['webhook-signature']} v1a,x`;
    expect(isGenuine({ headers: { ...headers, 'webhook-signature': several }, body }, expected)).toBe(true);
  });

  it('is of this body, id and time alone', () => {
    const headers = signature(body);
    const changed = { ...headers, 'x-gitlab-token': 'the-token' };
    expect(isGenuine({ headers: changed, body: Buffer.concat([body, Buffer.from(' ')]) }, expected)).toBe(
      false,
    );
    expect(isGenuine({ headers: { ...changed, 'webhook-id': 'id-2' }, body }, expected)).toBe(false);
    const later = { ...changed, 'webhook-timestamp': String(now / 1000 + 1) };
    expect(isGenuine({ headers: later, body }, expected)).toBe(false);
    expect(isGenuine({ headers: { ...changed, 'webhook-signature': 'v1,' }, body }, expected)).toBe(false);
  });

  it('holds five minutes, by either clock', () => {
    const at = (seconds: number) => isGenuine({ headers: signature(body, { seconds }), body }, expected);
    expect([at(now / 1000 - 300), at(now / 1000 + 300)]).toEqual([true, true]);
    expect([at(now / 1000 - 301), at(now / 1000 + 301)]).toEqual([false, false]);
    const odd = { ...signature(body), 'webhook-timestamp': 'NaN' };
    expect(isGenuine({ headers: odd, body }, expected)).toBe(false);
  });

  it('with a key of somebody else counts for nothing, unless GitLab never had ours', () => {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const headers = { ...signature(body, { secret }), 'x-gitlab-token': 'the-token' };
    expect(isGenuine({ headers, body }, expected)).toBe(false);
    expect(isGenuine({ headers, body }, { ...expected, signed: false })).toBe(true);
  });

  it('is found whatever the body is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uuid(), (bytes, id) => {
        const any = Buffer.from(bytes);
        expect(isGenuine({ headers: signature(any, { id }), body: any }, expected)).toBe(true);
      }),
    );
  });
});

describe('a token', () => {
  it('is enough where there is no signature', () => {
    expect(isGenuine({ headers: { 'x-gitlab-token': 'the-token' }, body }, expected)).toBe(true);
  });

  it.each([[undefined], [''], ['the-toke'], ['the-tokenx'], [['the-token', 'the-token']]])(
    'refuses %j',
    (token) => {
      expect(isGenuine({ headers: { 'x-gitlab-token': token }, body }, expected)).toBe(false);
    },
  );
});

const file = path.join(root, '../shared/samples/gitlab-hooks/_signing_vector.json');

describeWhere(existsSync(file), 'the test vector of ../shared/samples', () => {
  it('is signed as we check it', () => {
    const vector = JSON.parse(readFileSync(file, 'utf8')) as {
      secret: string;
      headers: Record<string, string>;
      body: string;
    };
    const headers = Object.fromEntries(
      Object.entries(vector.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const ours = { ...expected, signingToken: vector.secret };
    expect(isGenuine({ headers, body: Buffer.from(vector.body) }, ours)).toBe(true);
    expect(isGenuine({ headers, body: Buffer.from(`${vector.body}\n`) }, ours)).toBe(false);
  });
});
