import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { commitment, withheldText } from '../../../disputes/index.js';
import type { AddedEvent, KeptPiece } from '../../store/custody-check.repository.js';
import { originalKey, renditionKey } from '../../store/object-keys.js';
import type { Fault, Finding } from './findings.js';
import type { StoreSurvey } from './store-survey.js';

interface Seen {
  readonly size: number;
  readonly sha256: string;
}

/** One piece against its bytes and against the chain. */
export class PieceCheck {
  readonly findings: Finding[] = [];
  bytes = 0;
  renditions = 0;

  constructor(
    private readonly piece: KeptPiece,
    private readonly store: StoreSurvey,
  ) {}

  async run(): Promise<void> {
    this.checkRow();
    await this.checkOriginal();
    for (const { name } of this.piece.renditions) {
      this.renditions += 1;
      const key = renditionKey(this.piece.id, this.piece.attempt, name, this.piece.redaction);
      if (!(await this.store.holds(key))) this.found('rendition_missing', { key });
    }
  }

  private async checkOriginal(): Promise<void> {
    const { id, attempt, size, sha256, version } = this.piece;
    const key = originalKey(id, attempt);
    const found = await this.store.read(key);
    if (found === null) return this.found('original_missing', { key });
    const seen = await hashed(found.bytes);
    this.bytes += seen.size;
    if (seen.size !== size || seen.sha256 !== sha256) {
      this.found('original_differs', { key, detail: `${seen.size} bytes with sha256 ${seen.sha256}; the row says ${size} with ${sha256}` });
    }
    if (version !== null && found.version !== version) this.found('version_differs', { key, detail: `${found.version}; sealed was ${version}` });
  }

  private checkRow(): void {
    const { event, salt, sha256, size, id } = this.piece;
    if (event === null) return this.found('event_missing');
    const said = chained(event);
    if (said?.id !== id) return this.found('event_altered');
    const isSame = salt !== null && said.content === commitment(salt, sha256) && said.size === size;
    if (!isSame) this.found('row_differs', { detail: `the row says ${size} bytes with sha256 ${sha256}` });
  }

  private found(fault: Fault, more: Pick<Finding, 'key' | 'detail'> = {}): void {
    this.findings.push({ fault, evidenceId: this.piece.id, disputeId: this.piece.disputeId, ...more });
  }
}

/** What the event says of the piece, as far as its hash stands for it; null where it does not. Columns beside it may say anything. */
function chained(event: AddedEvent): AddedEvent['input']['evidence'] | null {
  const { prevHash, canonical, hash, seal } = event;
  if (hash !== createHash('sha256').update(`${prevHash}\n${canonical}`).digest('hex')) return null;
  const said = JSON.parse(canonical) as { type: string; input: AddedEvent['input'] & { commitment?: string } };
  if (said.type === 'evidenceAdded') return said.input.evidence;
  // It was withheld from the other side at first: the text commits to what it was.
  const isHeld = seal !== null && said.input.commitment === commitment(seal, withheldText(event));
  return isHeld && event.type === 'evidenceAdded' ? event.input.evidence : null;
}

async function hashed(bytes: Readable): Promise<Seen> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { size, sha256: hash.digest('hex') };
}
