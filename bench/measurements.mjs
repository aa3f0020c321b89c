import { cpus } from 'node:os';
import { capture, generalised } from './capture.mjs';
import { CASES } from './cases.mjs';
import { inChild } from './child.mjs';
import { copy, patternOf } from './copies.mjs';
import { Models } from './models.mjs';
import { FIRST, NAMES } from './names.mjs';
import { runPgbench } from './pgbench.mjs';
import { memoryOf, timeOf, timeOfEndedChildren, timeOfMachine, timeOfServer } from './processor.mjs';

export const SIDES = ['sql', 'api'];

/** Room for a run that goes better than the ones before; pgbench's clients cannot share what is left. */
const MARGIN = 2;
const LEAST_PER_SECOND = 2_000;

/** A week of them: on an empty table PostgreSQL would choose, and keep, a plan without the index. */
const KEPT_ANSWERS = `INSERT INTO idempotency (caller, key, fingerprint, status, body, etag)
  SELECT 'buyer-' || n % 500, 'kept-' || n, 'f', 200, repeat('x', 500), '1' FROM generate_series(1, $1) AS n`;

/** The rows there are and the ones still to come: everything a measurement needs before its clock starts. */
export class Measurements {
  #next = FIRST;
  #patterns = { api: {}, sql: {} };
  #statements = {};
  #ranges = { api: {}, sql: {} };
  #fastest = {};

  constructor({ client, database, clients, driver }) {
    Object.assign(this, { client, database, clients, driver });
  }

  /** One dispute of every kind, and copies of them in the shares of a house that has been open for a while. */
  async seed(product, tokens, disputes) {
    const models = new Models(product, tokens);
    for (const [kind, share] of Object.entries(Models.SHARES)) {
      const id = await models.make(kind);
      const count = Math.ceil((disputes * share) / 100 / SIDES.length);
      for (const side of SIDES) {
        this.#patterns[side][kind] = await patternOf(this.client, id, side);
        this.#ranges[side][kind] = { from: await this.#copies(side, kind, count), count };
      }
    }
    await this.client.query(KEPT_ANSWERS, [disputes]);
    await this.client.query('VACUUM (ANALYZE)');
  }

  /** Listens to one operation of a case, to know what the bare side has to send. */
  async listen(product, name, tokens) {
    const n = await this.#copies('api', CASES[name].model, 1);
    this.#statements[name] = generalised(await capture(product, name, n, tokens), name, n);
  }

  /** Takes what the API process is and with which tokens it is asked. */
  against(api, tokens) {
    Object.assign(this, { api, tokens });
  }

  /** One case on one side for some seconds, after which the rows must say that everything happened. */
  async take(name, side, seconds) {
    const rows = await this.#rowsFor(name, side, seconds);
    await this.client.query('CHECKPOINT');
    const before = this.#times();
    const figures = await this.#load(name, side, { ...rows, clients: this.clients, seconds });
    const used = this.#since(before);
    await this.#check(name, side, rows, figures.operations);
    this.#fastest[`${name} ${side}`] = Math.max(this.#fastest[`${name} ${side}`] ?? 0, figures.opsPerSecond);
    const each = (part) => used[part] / figures.operations;
    return {
      name, side, ...figures,
      applicationMicroseconds: side === 'api' ? each('application') : 0,
      databaseMicroseconds: each('database'),
      generatorMicroseconds: each('generator'),
      othersPercent: Math.max(0, (100 * (used.machine - used.application - used.database - used.generator)) / (used.clock * cpus().length)),
    };
  }

  memory() {
    return memoryOf(this.api.pid);
  }

  #load(name, side, job) {
    if (side === 'api') return inChild('./http-load.mjs', { ...job, name, tokens: this.tokens, port: this.api.port });
    const bare = { ...job, statements: this.#statements[name], consumes: CASES[name].consumes, url: this.database.url };
    return this.driver === 'pgbench' ? runPgbench(bare) : inChild('./pg-load.mjs', bare);
  }

  /** Microseconds, by whom. */
  #times() {
    return {
      clock: performance.now() * 1000,
      machine: timeOfMachine(),
      application: timeOf(this.api.pid),
      database: timeOfServer(this.database.postmaster),
      generator: timeOfEndedChildren(),
    };
  }

  #since(before) {
    return Object.fromEntries(Object.entries(this.#times()).map(([part, now]) => [part, now - before[part]]));
  }

  async #rowsFor(name, side, seconds) {
    const { model, consumes } = CASES[name];
    if (!consumes) return this.#ranges[side][model];
    const perSecond = Math.max(this.#fastest[`${name} ${side}`] ?? 0, LEAST_PER_SECOND);
    const count = Math.ceil(perSecond * seconds * MARGIN);
    return { from: await this.#copies(side, model, count), count };
  }

  async #copies(side, kind, count) {
    const from = this.#next;
    this.#next += count;
    await copy(this.client, this.#patterns[side][kind], from, count);
    return from;
  }

  /** What was told as done must be there; nothing that was asked for may be missing. */
  async #check(name, side, { from, count }, operations) {
    const { consumes, after } = CASES[name];
    const ids = [NAMES[side].dispute(from), NAMES[side].dispute(from + count - 1)];
    const { rows: [found] } = await this.client.query(
      `SELECT count(*)::integer AS rows, count(*) FILTER (WHERE state = $3)::integer AS done FROM dispute WHERE id BETWEEN $1 AND $2`,
      [...ids, after ?? ''],
    );
    const right = operations > 0 && found.rows === count && (!consumes || found.done === operations);
    if (!right) throw new Error(`${name} (${side}): ${operations} operations were told, ${found.done} happened, on ${found.rows} of ${count} rows`);
  }
}
