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

/**
 * Secrets are cut by field name as the second line of defence.
 * @param level pino level name; `silent` in tests
 * @param output `stderr` for commands, whose standard output is their answer
 */
export function createLog(level: string, output: 'stdout' | 'stderr' = 'stdout'): Log {
  const options = {
    level,
    redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
  };
  return output === 'stdout' ? pino(options) : pino(options, pino.destination({ dest: 2, sync: true }));
}
