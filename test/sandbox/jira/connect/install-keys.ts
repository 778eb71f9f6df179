import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

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

export function installKeys(): InstallKeys {
  const published = new Map<string, string>();
  let current: InstallKey | undefined;
  let unpublished: InstallKey | undefined;

  function publish(): InstallKey {
    const { key, pem } = makeKey();
    published.set(key.kid, pem);
    return key;
  }

  return {
    current: () => (current ??= publish()),
    unpublished: () => (unpublished ??= makeKey().key),
    rotate() {
      current = publish();
    },
    publicPem: (kid) => published.get(kid),
  };
}

function makeKey(): { key: InstallKey; pem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { key: { kid: randomUUID(), privateKey }, pem };
}
