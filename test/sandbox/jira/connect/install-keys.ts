import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject, KeyPairKeyObjectResult } from 'node:crypto';

export interface InstallKey {
  kid: string;
  privateKey: KeyObject;
}

/** The keys that sign installations: one in use, the public halves of all of them by id. */
export interface InstallKeys {
  /** The key in use. */
  current(): InstallKey;
  /** A key whose public half nobody can fetch: for forged signatures. */
  unpublished(): InstallKey;
  /** Puts a new key in use, under a new id; the old one stays published. */
  rotate(): void;
  /** PEM of the public half; undefined for an unknown id. */
  publicPem(kid: string): string | undefined;
}

// Making one takes a tenth of a second and more: sandboxes of one process share them, under ids of their own.
const pairs: KeyPairKeyObjectResult[] = [];

export function installKeys(): InstallKeys {
  let used = 0;
  const published = new Map<string, string>();
  let current: InstallKey | undefined;
  let unpublished: InstallKey | undefined;

  function make(): { key: InstallKey; pem: string } {
    const { privateKey, publicKey } = (pairs[used] ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));
    used += 1;
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    return { key: { kid: randomUUID(), privateKey }, pem };
  }

  function publish(): InstallKey {
    const { key, pem } = make();
    published.set(key.kid, pem);
    return key;
  }

  return {
    current: () => (current ??= publish()),
    unpublished: () => (unpublished ??= make().key),
    rotate() {
      current = publish();
    },
    publicPem: (kid) => published.get(kid),
  };
}
