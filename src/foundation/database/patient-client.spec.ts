import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { promisify } from 'node:util';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { isUnavailable } from './errors.js';
import { PatientClient } from './patient-client.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Between a client and the database, until it says nothing more in either direction. */
async function wireTo(url: string): Promise<{ url: string; silence(): void; close(): void }> {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    const other = connect(Number(port), hostname);
    sockets.push(socket, other);
    for (const each of [socket, other]) each.on('error', () => undefined);
    socket.pipe(other).pipe(socket);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    silence: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe('a patient connection', () => {
  it('answers in every form the library knows', async () => {
    const client = new PatientClient({ connectionString: database.url, query_timeout: 20_000 });
    await client.connect();
    const rows = [{ n: 1 }];
    expect((await client.query<{ n: number }>('SELECT 1 AS n')).rows).toEqual(rows);
    expect((await client.query<{ n: number }>('SELECT $1::int AS n', [1])).rows).toEqual(rows);
    expect((await client.query<{ n: number }>({ name: 'n', text: 'SELECT $1::int AS n', values: [1] })).rows).toEqual(rows);
    expect(await new Promise((told) => client.query('SELECT 1 AS n', (error, result) => told(error ?? result.rows)))).toEqual(rows);
    expect(await new Promise((told) => client.query('SELECT $1::int AS n', [1], (error, result) => told(error ?? result.rows)))).toEqual(rows);
    const own = client.query(new pg.Query('SELECT 1 AS n'));
    expect(await new Promise((told) => own.on('row', told))).toEqual({ n: 1 });
    await expect(client.query('SELECT nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(client.query('SELECT 1/0')).rejects.toMatchObject({ code: '22012' });
    await client.end();
  });

  it('gives up when nothing comes back, and the pool opens another', async () => {
    const wire = await wireTo(database.url);
    const silent = new pg.Pool({ connectionString: wire.url, Client: PatientClient, max: 1, query_timeout: 300 });
    silent.on('error', () => undefined);
    const before = await silent.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    wire.silence();
    const error = await silent.query('SELECT 1').catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    expect((await silent.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid).not.toBe(before.rows[0]!.pid);
    await silent.end();
    wire.close();
  });

  it('holds nothing of a statement that was answered, where the library’s own time-out does', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--min-semi-space-size=16', 'test/support/what-statements-leave.mjs', database.url]);
    const { sent, library, patient } = JSON.parse(stdout) as Record<'sent' | 'library' | 'patient', number>;
    console.log(`statements: of ${sent} bytes each, ${patient} outlive the small collections, ${library} with the library’s own time-out`);
    expect(patient).toBeLessThan(sent / 10);
  });
});
