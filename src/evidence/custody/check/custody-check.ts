import type { Config } from '../../../foundation/config/config.js';
import type { Sql } from '../../../foundation/database/sql.js';
import { isExpected } from '../../domain/objects.js';
import { S3 } from '../../s3.js';
import { CustodyCheckRepository, type KeptPiece } from '../../store/custody-check.repository.js';
import type { Finding, Report } from './findings.js';
import { PieceCheck } from './piece-check.js';
import { StoreSurvey, type OpenUpload } from './store-survey.js';

/** How much is read again: so many pieces, any, or all of them. Objects and uploads without a row are looked for either way. */
export interface CheckWish {
  readonly sample: number | 'all';
  /** Uploads in parts younger than this may be about to be noted. Milliseconds. */
  readonly uploadPatienceMs?: number;
}

const PAGE = 200;
const UPLOAD_PATIENCE_MS = 3_600_000;
const ID = /^(ev_[0-9a-z]{26})\/(.+)$/;

/**
 * Re-reads and re-hashes what is kept, compares it with the rows and with what the chain commits to, and looks for what no
 * row knows of. It changes nothing, and may run beside the application.
 */
export class CustodyCheck {
  private readonly rows: CustodyCheckRepository;
  private readonly s3: S3;
  private readonly store: StoreSurvey;

  constructor(sql: Sql, config: Config) {
    this.rows = new CustodyCheckRepository(sql);
    this.s3 = new S3(config);
    this.store = new StoreSurvey(this.s3);
  }

  /** `tell` hears of every finding as soon as there is one. */
  async run({ sample, uploadPatienceMs = UPLOAD_PATIENCE_MS }: CheckWish, tell: (finding: Finding) => void = () => undefined): Promise<Report> {
    const findings: Finding[] = [];
    const found = (some: readonly Finding[]): void => some.forEach((finding) => findings.push(finding) && tell(finding));
    const checked = { pieces: 0, bytes: 0, renditions: 0, objects: 0, uploads: 0 };
    for await (const piece of this.pieces(sample)) {
      const check = new PieceCheck(piece, this.store);
      await check.run();
      found(await this.stillThere(piece, check.findings));
      checked.pieces += 1;
      checked.bytes += check.bytes;
      checked.renditions += check.renditions;
    }
    for await (const keys of this.store.keys()) {
      found(await this.orphansOf(keys));
      checked.objects += keys.length;
    }
    for await (const uploads of this.store.openUploads()) {
      found(await this.abandoned(uploads, Date.now() - uploadPatienceMs));
      checked.uploads += uploads.length;
    }
    return { checked, findings };
  }

  /** Lets go of the connections to the store. */
  close(): void {
    this.s3.onModuleDestroy();
  }

  private async *pieces(sample: CheckWish['sample']): AsyncGenerator<KeptPiece> {
    if (sample !== 'all') {
      yield* await this.rows.sample(sample);
      return;
    }
    let page = await this.rows.pieces('', PAGE);
    while (page.length > 0) {
      yield* page;
      page = await this.rows.pieces(page.at(-1)?.id ?? '', PAGE);
    }
  }

  /** A piece may have been erased, or redacted anew, while we looked: then what is missing has gone rightly. */
  private async stillThere({ id, redaction }: KeptPiece, findings: readonly Finding[]): Promise<readonly Finding[]> {
    if (findings.length === 0) return findings;
    const now = (await this.rows.known([id], [])).pieces.get(id);
    return now?.status === 'available' && now.redaction === redaction ? findings : [];
  }

  private async orphansOf(keys: readonly string[]): Promise<Finding[]> {
    if (keys.length === 0) return [];
    const parts = keys.map((key) => ({ key, id: ID.exec(key)?.[1], name: ID.exec(key)?.[2] ?? '' }));
    const { pieces, removals } = await this.rows.known(parts.flatMap(({ id }) => id ?? []), keys);
    const orphans: Finding[] = [];
    for (const { key, id, name } of parts) {
      const piece = id === undefined ? undefined : pieces.get(id);
      if (removals.has(key) || (piece !== undefined && isExpected(piece, name))) continue;
      // It may have been deleted, row and all, since it was listed.
      if (await this.store.holds(key)) orphans.push({ fault: 'orphan_object', key, ...(id === undefined ? {} : { evidenceId: id }) });
    }
    return orphans;
  }

  private async abandoned(uploads: readonly OpenUpload[], before: number): Promise<Finding[]> {
    const old = uploads.filter(({ begunAt }) => begunAt < before);
    const { pieces } = await this.rows.known(old.flatMap(({ key }) => ID.exec(key)?.[1] ?? []), []);
    return old
      .filter(({ key, uploadId }) => pieces.get(ID.exec(key)?.[1] ?? '')?.uploadId !== uploadId)
      .map(({ key, uploadId, begunAt }) => ({ fault: 'abandoned_upload' as const, key, detail: `${uploadId}, begun ${new Date(begunAt).toISOString()}` }));
  }
}
