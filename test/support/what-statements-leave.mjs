import { setTimeout as rest } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import pg from 'pg';
import { PatientClient } from '../../dist/src/foundation/database/patient-client.js';

/**
 * How many bytes of each answered statement outlive the small collections, in a process that does nothing else: with the library's
 * own time-out and with ours. Only the small collections asked for are made when there is room for all that comes between them. Usage:
 * node --expose-gc --min-semi-space-size=16 what-statements-leave.mjs DATABASE_URL; prints JSON.
 */
const ROUNDS = 200;
const AT_ONCE = 4;

const oldSpace = () => getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space').space_used_size;

/** Long enough to be told apart from what a connection and a plan cost once. */
const parameter = (n) => JSON.stringify(Array.from({ length: 300 }, (_, at) => ({ at, n })));

async function leftBy(Client) {
  const pool = new pg.Pool({ connectionString: process.argv[2], Client, max: AT_ONCE, query_timeout: 60_000 });
  const asked = async (rounds) => {
    for (let round = 1; round <= rounds; round += 1) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => pool.query({ name: 'length', text: 'SELECT length($1)', values: [parameter(round)] })));
      if (round % 5 > 0) continue;
      await rest(2);
      globalThis.gc({ type: 'minor' });
    }
  };
  await asked(50);
  globalThis.gc();
  const before = oldSpace();
  await asked(ROUNDS);
  const grown = oldSpace() - before;
  await pool.end();
  return Math.round(grown / (ROUNDS * AT_ONCE));
}

process.stdout.write(JSON.stringify({ sent: parameter(ROUNDS).length, library: await leftBy(pg.Client), patient: await leftBy(PatientClient) }));
