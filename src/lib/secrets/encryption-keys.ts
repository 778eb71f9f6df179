import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../errors.ts';
import { keptFile } from './kept-file.ts';
import type { SealKey } from './seal.ts';

const how =
  "Make one with: node -e \"console.log('k1:' + require('crypto').randomBytes(32).toString('base64'))\"";

/** @param text `id:base64(32 bytes)`, comma-separated. @throws AppError `configuration`, which repeats no key */
export function parseEncryptionKeys(text: string): SealKey[] {
  const keys = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry, index) => {
      const [, id, encoded = ''] = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(entry) ?? [];
      const key = Buffer.from(encoded, 'base64');
      if (id === undefined || key.length !== 32) {
        throw new AppError(
          'configuration',
          `ENCRYPTION_KEYS: entry ${index + 1} is not id:base64(32 bytes). ${how}`,
        );
      }
      return { id, key };
    });
  if (new Set(keys.map((key) => key.id)).size !== keys.length) {
    throw new AppError('configuration', 'ENCRYPTION_KEYS has the same id twice. Give each key its own id.');
  }
  return keys;
}

/**
 * The keys of a process. Only the embedded database may do without ENCRYPTION_KEYS: its key is made once and kept
 * beside it, mode 0600. With DATABASE_URL the processes may be on many machines, so nobody can make one for all.
 */
export async function encryptionKeys(config: {
  readonly encryptionKeys: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}): Promise<SealKey[]> {
  if (config.encryptionKeys !== undefined) return parseEncryptionKeys(config.encryptionKeys);
  if (config.databaseUrl !== undefined) {
    throw new AppError(
      'configuration',
      `ENCRYPTION_KEYS is missing: with DATABASE_URL the app does not make its own key. ${how} ` +
        'and give the same value to every process.',
    );
  }
  const file = path.join(config.dataDir, 'encryption-keys');
  return parseEncryptionKeys(await keptFile(file, () => `k1:${randomBytes(32).toString('base64')}`));
}
