import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

declare const sealedBrand: unique symbol;
/** An encrypted value as text: `<key id>.<base64url(iv | tag | ciphertext)>`. Safe to store, useless without its key. */
export type Sealed = string & { readonly [sealedBrand]: true };

/** Where a sealed value belongs. It opens nowhere else: a row copied to another tenant or column is refused. */
export type SealContext = { readonly tenantId: string; readonly column: string };

export type SealKey = { readonly id: string; readonly key: Buffer };

export type Sealer = {
  seal(plain: string, context: SealContext): Sealed;
  /** @throws AppError `configuration` when the key is not configured, or does not fit the value. */
  open(sealed: Sealed, context: SealContext): string;
  /** True when a value is sealed with an older key and should be sealed again (`keys rotate`). */
  isStale(sealed: Sealed): boolean;
};

const ivBytes = 12;
const tagBytes = 16;
const associated = (context: SealContext) => Buffer.from(`${context.tenantId}\n${context.column}`, 'utf8');

/** AES-256-GCM; the first key seals, all open. @param keys at least one, 32 bytes each */
export function createSealer(keys: readonly SealKey[]): Sealer {
  const [first] = keys;
  if (first === undefined)
    throw new AppError('configuration', 'ENCRYPTION_KEYS is empty. Set at least one key.');
  const byId = new Map(keys.map((k) => [k.id, k.key]));
  return {
    seal(plain, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', first.key, iv).setAAD(associated(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${first.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}` as Sealed;
    },
    open(sealed, context) {
      const dot = sealed.indexOf('.');
      const id = sealed.slice(0, dot);
      const key = byId.get(id);
      if (key === undefined) {
        throw new AppError(
          'configuration',
          `ENCRYPTION_KEYS lacks the key "${id}" that stored secrets use. Add it back.`,
        );
      }
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(associated(context))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const body = decipher.update(bytes.subarray(ivBytes + tagBytes));
      try {
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new AppError(
          'configuration',
          `A stored secret does not open with the key "${id}". ENCRYPTION_KEYS has another key under that id than the ` +
            'one that sealed it: put that one back, and give a new key an id of its own.',
          { cause },
        );
      }
    },
    isStale: (sealed) => !sealed.startsWith(`${first.id}.`),
  };
}
