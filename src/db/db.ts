import { createHash } from 'node:crypto';
import pg from 'pg';
import { Sequelize, type Transaction } from 'sequelize';

/**
 * The database, or a transaction on it: a store function takes either and never knows which.
 * `rows` and `run` take PostgreSQL's `$1` parameters; arrays and Dates are passed as they are, JSON as text.
 */
export type Db = {
  readonly sequelize: Sequelize;
  readonly transaction: Transaction | null;
  /** Runs a statement and gives its rows (also of `… RETURNING`). The caller states the row's shape. */
  rows<Row extends object>(sql: string, bind?: readonly unknown[]): Promise<Row[]>;
  /** Runs a statement and gives nothing. */
  run(sql: string, bind?: readonly unknown[]): Promise<void>;
};

// Our int8 columns (sequence ids in ms, counters) stay below 2^53, so numbers are exact and strings only invite mistakes.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type DbOptions = {
  /** Connections that this process may hold. */
  readonly poolSize?: number | undefined;
  /** Whether a commit waits until it is on disk. */
  readonly waitsForDisk?: boolean | undefined;
};

export function connectDb(
  databaseUrl: string,
  { poolSize = 10, waitsForDisk = true }: DbOptions = {},
): Db & { close(): Promise<void> } {
  const sequelize = new Sequelize(databaseUrl, {
    dialect: 'postgres',
    dialectModule: pg,
    logging: false,
    pool: { max: poolSize, idle: 10_000, acquire: 30_000 },
    define: { underscored: true, timestamps: false, freezeTableName: true },
  });
  if (!waitsForDisk) {
    sequelize.addHook('afterConnect', async (connection) => {
      await (connection as pg.Client).query('set synchronous_commit = off');
    });
  }
  return { ...bound(sequelize, null), close: () => sequelize.close() };
}

/** Runs `work` in one transaction; inside another it joins that one. Never hold one open across a network call. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (db.transaction !== null) return work(db);
  return db.sequelize.transaction((transaction) => work(bound(db.sequelize, transaction)));
}

/** The same for what may not be lost once it is done, also in a job: the commit waits for the disk. */
export async function inDurableTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    await tx.run('set local synchronous_commit = on');
    return work(tx);
  });
}

/** Calls `then` once what was done on `db` is committed: at once where it is no transaction. */
export function afterCommit(db: Db, then: () => void): void {
  if (db.transaction === null) then();
  else db.transaction.afterCommit(then);
}

function bound(sequelize: Sequelize, transaction: Transaction | null): Db {
  const query = async <Row extends object>(sql: string, bind: readonly unknown[]): Promise<Row[]> => {
    const own = connectionOf(transaction);
    const connection = own ?? (await pool(sequelize).getConnection());
    try {
      return (await connection.query<Row>(statement(sql, bind))).rows;
    } finally {
      if (own === undefined) pool(sequelize).releaseConnection(connection);
    }
  };
  return {
    sequelize,
    transaction,
    rows: (sql, bind = []) => query(sql, bind),
    run: async (sql, bind = []) => {
      await query(sql, bind);
    },
  };
}

/**
 * Prepared once for each connection: planning costs the database more than most of our statements do. One without
 * parameters is sent as it is, for it may be several (migrations).
 */
function statement(sql: string, bind: readonly unknown[]): pg.QueryConfig {
  if (bind.length === 0) return { text: sql };
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('base64url');
  names.set(sql, name);
  return { name, text: sql, values: [...bind] };
}

/** Few: the text of a statement is written in a store, its values are parameters. */
const names = new Map<string, string>();

/** What Sequelize keeps connections in; its own `query` knows no prepared statements. */
type Pool = {
  getConnection(): Promise<pg.Client>;
  releaseConnection(connection: pg.Client): void;
};

function pool(sequelize: Sequelize): Pool {
  return (sequelize as unknown as { connectionManager: Pool }).connectionManager;
}

function connectionOf(transaction: Transaction | null): pg.Client | undefined {
  if (transaction === null) return undefined;
  const { connection, finished } = transaction as unknown as { connection?: pg.Client; finished?: string };
  // Its connection may be another's by now, and a statement would belong to no transaction.
  if (connection === undefined || finished !== undefined) {
    throw new Error('This transaction has ended; nothing can be done in it any more.');
  }
  return connection;
}
