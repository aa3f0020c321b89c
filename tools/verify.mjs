import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Checks a saved `GET /v1/disputes/{id}/audit`, and with it a saved `GET /v1/disputes/{id}/evidence`, without asking the
 * server and without any of its code: what verifies here does so for anybody who can compute sha-256.
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

/** What the linked text says of a piece: its own words, or the envelope that it commits to. */
function addedIn(event, { envelope }) {
  const said = JSON.parse(event.canonical);
  if (envelope === undefined) return said;
  return sha256(envelope.salt + envelope.text) === said.input.commitment ? JSON.parse(envelope.text) : {};
}

/**
 * Why a sealed piece is not the one that stands in the chain, or null. With its salt erased there is nothing left to
 * compare: then the event alone is looked at.
 */
function pieceFault({ id, sha256: file, size, by, seal }, events) {
  const event = events[seal.seq - 1];
  if (event === undefined || event.hash !== seal.eventHash) return `event ${seal.seq} is another one`;
  const { type, input } = addedIn(event, seal);
  const told = input?.evidence;
  if (type !== 'evidenceAdded' || told?.id !== id) return `event ${seal.seq} is not about it`;
  if (told.content !== seal.commitment || told.by !== by) return `event ${seal.seq} says otherwise`;
  if (seal.salt === undefined) return null;
  return told.size === size && sha256(seal.salt + file) === seal.commitment ? null : 'it is not the file that was sealed';
}

/**
 * Which sealed pieces of a saved `GET /v1/disputes/{id}/evidence` are not those in the chain: `{ id, why }` each.
 * @param {{ events: { hash: string, canonical: string }[] }} audit
 * @param {{ data: { id: string, by: string, sha256: string, size: number, seal?: { seq: number, eventHash: string, commitment: string, salt?: string, envelope?: { salt: string, text: string } } }[] }} evidence
 */
export function piecesNotIn({ events }, evidence) {
  const sealed = evidence.data.filter(({ seal }) => seal !== undefined);
  return sealed.map((piece) => ({ id: piece.id, why: pieceFault(piece, events) })).filter(({ why }) => why !== null);
}

function read(path, isIt, what) {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8'));
    if (!isIt(found)) throw new Error(`it is not the answer of ${what}`);
    return found;
  } catch (error) {
    console.error(`cannot read ${path}: ${error.message}`);
    return null;
  }
}

function verifyPieces(audit, evidence) {
  const wrong = piecesNotIn(audit, evidence);
  for (const { id, why } of wrong) console.error(`${id}: ${why}`);
  if (wrong.length === 0) console.log(`${evidence.data.filter(({ seal }) => seal !== undefined).length} pieces of evidence are those that were sealed`);
  return wrong.length === 0 ? 0 : 1;
}

/** Reads the exports, says what came of them and gives the exit code: 0 they hold, 1 they do not, 2 they are no exports. */
function verify(path, evidencePath) {
  const audit = read(path, ({ disputeId, events }) => typeof disputeId === 'string' && Array.isArray(events), 'GET /v1/disputes/{id}/audit');
  const pieces = evidencePath === undefined ? undefined : read(evidencePath, ({ data }) => Array.isArray(data), 'GET /v1/disputes/{id}/evidence');
  if (audit === null || pieces === null) return 2;
  const broken = brokenAt(audit);
  if (broken === null) console.log(`${audit.disputeId}: ${audit.events.length} events verify, head ${audit.head}`);
  else console.error(`${audit.disputeId}: the chain breaks at event ${broken.seq}: ${broken.why}`);
  if (broken !== null) return 1;
  return pieces === undefined ? 0 : verifyPieces(audit, pieces);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path, evidence] = process.argv.slice(2);
  if (path === undefined) {
    console.error('usage: npm run verify -- audit.json [evidence.json]');
    process.exitCode = 2;
  } else {
    process.exitCode = verify(path, evidence);
  }
}
