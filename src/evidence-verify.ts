import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { CustodyCheck, FAULTS, type CheckWish, type Finding, type Report } from './evidence/index.js';
import { ConfigFaults, loadConfig, type Config } from './foundation/config/config.js';
import { makeDataSource } from './foundation/database/data-source.js';
import { Sql } from './foundation/database/sql.js';

// The `evidence:verify` command: does the store still hold what was sealed, and nothing else? It changes nothing.
// Ends with 0 when it found nothing, 1 when it found something, 2 when it could not look.

const USAGE = 'usage: npm run evidence:verify -- [--sample N | --all] [--json]   (a sample of 100 unless told)';
const STATEMENT_MS = 120_000;

function wishFrom(args: string[]): CheckWish & { json: boolean } {
  const { values } = parseArgs({ args, options: { sample: { type: 'string' }, all: { type: 'boolean' }, json: { type: 'boolean' } } });
  if (values.all === true && values.sample !== undefined) throw new Error('--all or --sample, not both');
  if (values.sample !== undefined && !/^[1-9]\d{0,8}$/.test(values.sample)) throw new Error('--sample takes a whole number');
  return { sample: values.all === true ? 'all' : Number(values.sample ?? 100), json: values.json === true };
}

const inWords = ({ fault, evidenceId, disputeId, key, detail }: Finding): string =>
  `${fault}  ${[key ?? evidenceId, disputeId, detail].filter((part) => part !== undefined).join('  ')}\n  ${FAULTS[fault]}`;

function summary({ checked, findings }: Report, { sample }: CheckWish): string {
  const { pieces, bytes, renditions, objects, uploads } = checked;
  const which = sample === 'all' ? `all ${pieces} pieces` : `${pieces} pieces (a sample)`;
  const looked = `${which}, ${bytes} bytes hashed, ${renditions} renditions, ${objects} objects and ${uploads} open uploads looked at`;
  return `${looked}: ${findings.length === 0 ? 'everything is as it was sealed' : `${findings.length} findings`}`;
}

async function verify(config: Config, { json, ...wish }: CheckWish & { json: boolean }): Promise<number> {
  const dataSource = makeDataSource({ url: config.databaseUrl, pool: 2, entities: [], statementTimeoutMs: STATEMENT_MS });
  await dataSource.initialize();
  const check = new CustodyCheck(new Sql(dataSource), config);
  try {
    const report = await check.run(wish, json ? undefined : (finding) => console.log(inWords(finding)));
    console.log(json ? JSON.stringify(report, null, 2) : summary(report, wish));
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    check.close();
    await dataSource.destroy();
  }
}

try {
  const wish = wishFrom(process.argv.slice(2));
  process.exitCode = await verify(loadConfig(process.env), wish);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(error instanceof ConfigFaults ? why : `evidence:verify could not look: ${why}\n${USAGE}`);
  process.exitCode = 2;
}
