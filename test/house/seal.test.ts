import { randomBytes } from 'node:crypto';
import { mkdtemp, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sealedColumns } from '../../src/db/sealed.store.ts';
import { encryptionKeys, parseEncryptionKeys } from '../../src/lib/secrets/encryption-keys.ts';
import { createSealer, type Sealed } from '../../src/lib/secrets/seal.ts';
import { root } from './fixtures/child.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const place = { tenantId: 'tenant', column: 'table.column' };

describe('sealing', () => {
  it('opens what it sealed, and never seals the same twice alike', () => {
    const sealer = createSealer([key('k1')]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => {
        const [one, two] = [sealer.seal(plain, place), sealer.seal(plain, place)];
        expect(one).not.toBe(two);
        expect(Buffer.from(sealer.open(one, place))).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('opens nothing in the place of another tenant or column, and nothing that was changed', () => {
    const sealer = createSealer([key('k1')]);
    const sealed = sealer.seal('secret', place);
    expect(() => sealer.open(sealed, { ...place, tenantId: 'other' })).toThrow();
    expect(() => sealer.open(sealed, { ...place, column: 'table.other' })).toThrow();
    const [id = '', body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let i = 0; i < bytes.length; i += 1) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => sealer.open(`${id}.${changed.toString('base64url')}` as Sealed, place)).toThrow();
    }
    for (const length of [0, 12, 20]) {
      const cut = `${id}.${bytes.subarray(0, length).toString('base64url')}` as Sealed;
      expect(() => sealer.open(cut, place)).toThrow();
    }
  });

  it('seals with the first key, opens with all, and knows what is stale', () => {
    const [old, fresh] = [key('old'), key('new')];
    const sealed = createSealer([old]).seal('secret', place);
    const both = createSealer([fresh, old]);
    expect(both.open(sealed, place)).toBe('secret');
    expect(both.isStale(sealed)).toBe(true);
    expect(both.isStale(both.seal('secret', place))).toBe(false);
    expect(() => createSealer([fresh]).open(sealed, place)).toThrow('lacks the key "old"');
    expect(() => createSealer([])).toThrow('ENCRYPTION_KEYS is empty');
  });

  it('rotates every column that a feature seals', () => {
    const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const named = files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('sealed.store.ts'))
      .flatMap((file) => [
        ...readFileSync(path.join(root, 'src', file), 'utf8').matchAll(/[cC]olumn(?: =|:) '(\w+\.\w+)'/g),
      ])
      .map((match) => match[1] ?? '');
    expect([...new Set(named)].sort()).toEqual([...sealedColumns].sort());
  });
});

describe('ENCRYPTION_KEYS', () => {
  const good = `a:${randomBytes(32).toString('base64')}`;

  it.each([
    ['nonsense', /entry 1 is not id:base64/],
    [`${good},b:c2hvcnQ=`, /entry 2 is not id:base64/],
    [`${good},${good}`, /same id twice/],
  ])('refuses %s without repeating it', (text, words) => {
    expect(() => parseEncryptionKeys(text)).toThrow(words);
    expect(() => parseEncryptionKeys(text)).not.toThrow(good.slice(2));
  });

  it('makes a key beside the embedded database, once, for its owner alone', async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'dvcs-keys-'));
    const config = { encryptionKeys: undefined, databaseUrl: undefined, dataDir };
    const several = await Promise.all([1, 2, 3, 4].map(() => encryptionKeys(config)));
    for (const keys of several) expect(keys).toEqual(several[0]);
    expect((await stat(path.join(dataDir, 'encryption-keys'))).mode & 0o777).toBe(0o600);
  });

  it('makes none with DATABASE_URL, and says how to', async () => {
    const config = { encryptionKeys: undefined, databaseUrl: 'postgres://x', dataDir: '/nowhere' };
    await expect(encryptionKeys(config)).rejects.toMatchObject({
      code: 'configuration',
      message: /ENCRYPTION_KEYS is missing.*randomBytes\(32\)/s,
    });
  });
});
