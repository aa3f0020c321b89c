import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Checks a saved `GET /v1/disputes/{id}/audit` without asking the server, and without any of its code: what verifies
 * here does so for anybody who can compute sha-256.
 */

const GENESIS = '0'.repeat(64);
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** What is wrong with one link, or null. */
function faultOf(event, seq, prevHash, disputeId) {
  if (event.seq !== seq) return `its number is ${event.seq}, not ${seq}`;
  if (event.prevHash !== prevHash) return 'it does not follow the event before it';
  if (event.hash !== sha256(`${prevHash}\n${event.canonical}`)) return 'its hash is not that of its text';
  const said = JSON.parse(event.canonical);
  if (said.seq !== seq) return `its text says number ${said.seq}`;
  if (said.disputeId !== disputeId) return `its text is about another dispute, ${said.disputeId}`;
  if (said.occurredAt !== event.occurredAt) return `its text says ${said.occurredAt}`;
  if (said.type !== 'internal' && said.type !== event.type) return `its text says ${said.type}`;
  return null;
}

/**
 * Where an export stops holding: `{ seq, why }`, or null when all of it holds.
 * @param {{ disputeId: string, head: string, events: { seq: number, type: string, occurredAt: string, hash: string, prevHash: string, canonical: string }[] }} audit
 */
export function brokenAt({ disputeId, head, events }) {
  let prevHash = GENESIS;
  for (const [index, event] of events.entries()) {
    const why = faultOf(event, index + 1, prevHash, disputeId);
    if (why !== null) return { seq: index + 1, why };
    prevHash = event.hash;
  }
  return prevHash === head ? null : { seq: events.length + 1, why: 'the chain ends before its head' };
}

/** Reads the export, says what came of it and gives the exit code: 0 it holds, 1 it does not, 2 it is no export. */
function verify(path) {
  let audit;
  try {
    audit = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof audit.disputeId !== 'string' || !Array.isArray(audit.events)) throw new Error('it is not the answer of GET /v1/disputes/{id}/audit');
  } catch (error) {
    console.error(`cannot read ${path}: ${error.message}`);
    return 2;
  }
  const broken = brokenAt(audit);
  if (broken === null) console.log(`${audit.disputeId}: ${audit.events.length} events verify, head ${audit.head}`);
  else console.error(`${audit.disputeId}: the chain breaks at event ${broken.seq}: ${broken.why}`);
  return broken === null ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path] = process.argv.slice(2);
  if (path === undefined) {
    console.error('usage: npm run verify -- export.json');
    process.exitCode = 2;
  } else {
    process.exitCode = verify(path);
  }
}
