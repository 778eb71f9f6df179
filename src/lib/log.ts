import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Field names whose values never reach a log line, whatever object they sit in (two levels deep). */
const secretFields = [
  'sharedSecret',
  'clientSecret',
  'client_secret',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'token',
  'authorization',
  'Authorization',
  'cookie',
  'jwt',
  'password',
  'secret',
];

/** @param level pino level name; `silent` in tests. Secrets are cut by field name as the second line of defence. */
export function createLog(level: string): Log {
  return pino({
    level,
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
  });
}
