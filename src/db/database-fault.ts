import { ConnectionError } from 'sequelize';
import { AppError } from '../lib/errors.ts';

/**
 * What a failure to reach the database means for the operator; undefined for every other error. PostgreSQL's own words
 * (unknown role, wrong password, no such database) are kept: they name what to correct and hold no password.
 */
export function databaseFault(error: unknown): AppError | undefined {
  if (!(error instanceof ConnectionError)) return undefined;
  const reason = error.message.split('\n')[0]?.trim() ?? '';
  return new AppError(
    'configuration',
    `The database does not let us in (${reason}). Check DATABASE_URL: host, port, user, password and database name, ` +
      'and that PostgreSQL runs.',
    { cause: error },
  );
}
