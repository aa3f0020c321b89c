import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';

/** Any number, as long as every release uses the same: it names the right to change the tables of this database. */
const LOCK_KEY = 7_275_390_001;
const LOCK_PATIENCE_MS = 60_000;
const LOCK_NOT_AVAILABLE = '55P03';
const ATTEMPTS = 5;

/**
 * Runs what is pending, one transaction each, and tells the names. Two deployments at once are safe: the second waits
 * and finds nothing left. A statement that cannot get its table lock within `lock_timeout` gives up and is tried again,
 * instead of queueing every request of the application behind it.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return underLock(dataSource, async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const ran = await dataSource.runMigrations({ transaction: 'each' });
        return ran.map(({ name }) => name);
      } catch (error) {
        if (attempt === ATTEMPTS || (error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
        await wait(1_000 * attempt);
      }
    }
  });
}

/** Takes back the migration that ran last. */
export async function revertLast(dataSource: DataSource): Promise<string[]> {
  return underLock(dataSource, async () => {
    const before = await executedNames(dataSource);
    await dataSource.undoLastMigration({ transaction: 'each' });
    const after = new Set(await executedNames(dataSource));
    return before.filter((name) => !after.has(name));
  });
}

async function executedNames(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migration ORDER BY id');
  return rows.map(({ name }) => name);
}

/** A session holds the lock, so that a process that dies lets go of it. */
async function underLock<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  try {
    await takeLock(holder);
    return await work();
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    await holder.release();
  }
}

async function takeLock(holder: QueryRunner): Promise<void> {
  const giveUpAt = performance.now() + LOCK_PATIENCE_MS;
  while (performance.now() < giveUpAt) {
    const [row] = (await holder.query('SELECT pg_try_advisory_lock($1) AS taken', [LOCK_KEY])) as { taken: boolean }[];
    if (row?.taken) return;
    await wait(250);
  }
  throw new Error('another migration has been running for too long');
}
