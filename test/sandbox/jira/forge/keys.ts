import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface ForgeKey {
  /** With slashes, as Atlassian's have them. */
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** The keys that sign invocation tokens. */
export interface ForgeKeys {
  current(): ForgeKey;
  /** The key that was in use before the last rotation. */
  former(): ForgeKey;
  /** A key that never was in the set. */
  unpublished(): ForgeKey;
  /** Puts a new key in use; the former stays in the set unless it is to be forgotten. */
  rotate(options?: { forgetFormer?: boolean | undefined }): void;
  /** The key set as the route gives it: always more than the key in use. */
  jwks(): { keys: Record<string, unknown>[] };
}

export function forgeKeys(): ForgeKeys {
  const published: ForgeKey[] = [];
  let former: ForgeKey | undefined;
  let unpublished: ForgeKey | undefined;
  let made = 0;
  const make = (): ForgeKey => ({ kid: newKid(), ...keyPair(made++) });
  const current = (): ForgeKey => {
    const key = published.at(-1);
    if (key !== undefined) return key;
    published.push(make());
    return current();
  };
  const neighbour = { kid: newKid(), kty: 'RSA', alg: 'RS256', use: 'sig', n: MODULUS, e: 'AQAB' };
  return {
    current,
    former() {
      if (former === undefined) throw new Error('No key was rotated away yet');
      return former;
    },
    unpublished: () => (unpublished ??= make()),
    rotate({ forgetFormer = false } = {}) {
      former = current();
      if (forgetFormer) published.length = 0;
      published.push(make());
    },
    jwks() {
      current();
      return { keys: [neighbour, ...published.map(toJwk)] };
    },
  };
}

const KID = 'forge/invocation-token/';
const newKid = () => `${KID}${randomUUID()}`;

function toJwk({ kid, publicKey }: ForgeKey): Record<string, unknown> {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
}

/** Making keys is slow: sandboxes of one process share them, each under ids of its own. */
const pairs: Pick<ForgeKey, 'privateKey' | 'publicKey'>[] = [];

function keyPair(index: number): Pick<ForgeKey, 'privateKey' | 'publicKey'> {
  return (pairs[index] ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));
}

/** The public half of a key that signs nothing here, so that a reader has to choose by the id. */
const MODULUS = Buffer.concat(
  [0, 1, 2, 3].map((part) => createHash('sha512').update(`modulus ${part}`).digest()),
)
  .fill(0xff, 0, 1)
  .fill(0xff, 255)
  .toString('base64url');
