import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { serve } from './child.mjs';
import { askInLoops } from './clients.mjs';
import { connectionTo } from './http-client.mjs';

/** Loads the desk from a process of its own: `side` api asks over HTTP, sql sends the statement that is told. */
serve(({ side, ...job }) => askInLoops({ consumes: false, from: 0, count: 1_000_000_000, ...job }, (client) => (side === 'api' ? overHttp(job, client) : inSql(job, client))));

/** A reader looks at whatever page the number says; who takes cases goes home when their hands are full, and the next one comes. */
async function overHttp({ port, urls, arbitrators, mostHeld }, client) {
  const connection = await connectionTo(port);
  let asked = 0;
  return {
    async ask(n) {
      const token = arbitrators === undefined ? urls.token : arbitrators[client][Math.floor(asked / mostHeld)];
      if (token === undefined) throw new Error('too few arbitrators for so many cases');
      asked += 1;
      const authorization = `Bearer ${token}`;
      const request = arbitrators === undefined
        ? { method: 'GET', url: urls.all[n % urls.all.length], headers: { authorization } }
        : { method: 'POST', url: '/v1/cases/take-next', headers: { authorization, 'idempotency-key': randomUUID() } };
      const { status, body } = await connection.ask(request);
      if (status !== 200) throw new Error(`${request.method} ${request.url} answers ${status}: ${body}`);
    },
    end: connection.end,
  };
}

async function inSql({ url, statements }, client) {
  const connection = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c jit=off' });
  await connection.connect();
  return {
    async ask(n) {
      const { name, text, params } = statements[n % statements.length];
      const { rowCount } = await connection.query({ name, text, values: params.map((value) => (value === 'WHO' ? `bare-${client}` : value)) });
      if (rowCount === 0) throw new Error(`${name} found nothing`);
    },
    end: () => void connection.end(),
  };
}
