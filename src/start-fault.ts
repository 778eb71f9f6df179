import { databaseFault } from './db/database-fault.ts';
import { errorCode } from './lib/error-code.ts';
import { AppError, asAppError } from './lib/errors.ts';

/** What the system answers about a file or folder that we may not, or cannot, write. */
const aboutFiles = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EEXIST', 'ENOTDIR', 'ENOENT']);

/** What keeps a program from starting, in words that say what to do; `internal` with its cause for what is unforeseen. */
export function startFault(error: unknown): AppError {
  const known = databaseFault(error) ?? systemFault(error);
  return known ?? asAppError(error);
}

/** The lines that a program ends with: an unforeseen error is a bug, and whoever reports it needs all of it. */
export function faultText(error: unknown): string {
  const { code, message } = startFault(error);
  return code === 'internal' && error instanceof Error ? (error.stack ?? error.message) : message;
}

function systemFault(error: unknown): AppError | undefined {
  const code = errorCode(error);
  const [file, port] = [detail(error, 'path'), detail(error, 'port')];
  if (typeof port === 'number' && (code === 'EADDRINUSE' || code === 'EACCES')) {
    const words =
      code === 'EACCES'
        ? `This account may not listen on port ${port}. Set PORT to one above 1023.`
        : `Port ${port} is in use. Stop the program that has it, or set PORT to another one.`;
    return new AppError('configuration', words, { cause: error });
  }
  if (typeof file !== 'string' || !aboutFiles.has(code)) return undefined;
  return new AppError(
    'configuration',
    `${file} cannot be used (${code}). Set DATA_DIR to a folder that this account may write to and that has ` +
      'room, or DATABASE_URL to a PostgreSQL of your own.',
    { cause: error },
  );
}

/** What Node.js puts on errors of the system beside their code. */
function detail(error: unknown, name: 'path' | 'port'): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
