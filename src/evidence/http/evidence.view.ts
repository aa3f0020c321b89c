import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { PageView } from '../../foundation/http/index.js';
import type { Language } from '../../foundation/identity/index.js';
import { EVIDENCE_KINDS } from '../../policy/index.js';
import { EVIDENCE_STATUSES, type Evidence } from '../domain/evidence.js';
import { isBeingRedacted, RENDITIONS, viewsFor } from '../domain/renditions.js';
import type { Seal } from '../domain/seal.js';
import { REJECTIONS } from '../domain/verdict.js';
import type { Reader } from '../readers.js';
import type { Sending } from '../uploads/uploads.service.js';
import { rejectionInWords } from './rejection-words.js';
import { PartsUploadView, UploadView, WAYS, wayView } from './upload.view.js';

/** A way to look at the piece. Following the address gives a short-lived download. */
export class RenditionView {
  @ApiProperty({ enum: RENDITIONS, example: 'preview' })
  name: string;

  @ApiProperty({ example: '/v1/evidence/ev_01k9x2m4q8v7t3n5r6w1y0z2b4/renditions/preview' })
  href: string;

  @ApiProperty({ example: 'image/webp' })
  mediaType: string;

  /** In bytes. */
  @ApiProperty({ type: 'integer', format: 'int64', required: false, example: 48211 })
  size?: number;

  /** In pixels. */
  @ApiProperty({ type: 'integer', required: false, example: 1600 })
  width?: number;

  @ApiProperty({ type: 'integer', required: false, example: 1200 })
  height?: number;
}

/** What the bytes turned out to be; each only where it makes sense. */
export class DetailsView {
  /** In pixels, of the picture as it is meant to be seen. */
  @ApiProperty({ type: 'integer', required: false, example: 4032 })
  width?: number;

  @ApiProperty({ type: 'integer', required: false, example: 3024 })
  height?: number;

  /** Of a document, of which only the first can be looked at. */
  @ApiProperty({ type: 'integer', required: false, example: 3 })
  pages?: number;

  @ApiProperty({ required: false, example: 12.5 })
  durationSeconds?: number;

  /** Pictures in a second, on average. */
  @ApiProperty({ required: false, example: 29.97 })
  frameRate?: number;

  @ApiProperty({ required: false, example: 'avc' })
  codec?: string;

  @ApiProperty({ required: false, example: 'aac' })
  audioCodec?: string;

  /** Why a video has no `playback`: a codec that browsers' containers do not take, or one that could not be made anew. */
  @ApiProperty({ enum: ['codec', 'broken'], required: false, example: 'codec' })
  noPlayback?: string;
}

/** Parts of the piece are not shown. */
export class RedactedView {
  /** What is shown was made by this one; absent as long as none was. */
  @ApiProperty({ type: 'integer', required: false, example: 1 })
  number?: number;

  /** A further one is under way, or failed: until it is made parties are shown nothing. */
  @ApiProperty({ example: false })
  isPending: boolean;
}

/** Why a piece was not taken. */
export class RejectionView {
  @ApiProperty({ enum: REJECTIONS, example: 'sha256_mismatch' })
  code: string;

  /** In the reader's language. */
  @ApiProperty({ example: 'Another file arrived than the one that was announced. Please send it again.' })
  text: string;
}

/** An event that was withheld from the other side when it was written. */
export class EnvelopeView {
  @ApiProperty({ example: '7c1f0d5be2a94f3c8d60b1a2e3f40596' })
  salt: string;

  @ApiProperty({ example: '{"fromState":"opened","input":{},"toState":"opened","type":"evidenceAdded"}' })
  text: string;
}

/** What proves that these bytes are the ones that were sealed. */
export class SealView {
  @ApiProperty({ format: 'date-time', example: '2026-03-06T18:00:00.000Z' })
  sealedAt: string;

  @ApiProperty({ type: 'integer', description: 'The event that brought the piece into the dispute: who, when, size and commitment stand in its text.', example: 2 })
  seq: number;

  @ApiProperty({ example: 'c0ffee9b0e1d2c3b4a5968778695a4b3c2d1e0f9c0ffee9b0e1d2c3b4a596877' })
  eventHash: string;

  @ApiProperty({ description: 'hex(sha256(salt + sha256)), both as text: what the chain holds of the bytes.', example: '9f2c6d1e7a83b5c4d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a14b0f' })
  commitment: string;

  @ApiProperty({ required: false, description: 'Absent where it was erased.', example: '3b0f9f2c6d1e7a83b5c4d2e1f0a9b8c7' })
  salt?: string;

  @ApiProperty({
    type: EnvelopeView, required: false,
    description: 'Where the piece was held back at first: the text that the event only commits to, hex(sha256(salt + text)).',
  })
  envelope?: EnvelopeView;
}

/** One piece of evidence. */
export class EvidenceView {
  @ApiProperty({ example: 'ev_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  id: string;

  @ApiProperty({ example: 'dp_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  disputeId: string;

  @ApiProperty({ enum: ['buyer', 'seller'], example: 'buyer' })
  by: string;

  @ApiProperty({ enum: EVIDENCE_KINDS, example: 'photo' })
  kind: string;

  @ApiProperty({ enum: EVIDENCE_STATUSES, example: 'available' })
  status: string;

  /** Only where the status is `rejected`. */
  @ApiProperty({ type: RejectionView, required: false })
  rejection?: RejectionView;

  /** Sealed evidence can no longer be deleted. */
  @ApiProperty({ example: false })
  sealed: boolean;

  /** Only where it is so: its file came by e-mail and is nobody else’s to see until its owner confirms it (`completeEvidence`) within a week, or deletes it. */
  @ApiProperty({ required: false, example: true })
  awaitsConfirmation?: boolean;

  /** Its owner holds it back until their next own act: nobody else sees it. */
  @ApiProperty({ example: false })
  held: boolean;

  /** Only once it is sealed. Anybody who has the file and the chain can check it without us. */
  @ApiProperty({ type: SealView, required: false })
  seal?: SealView;

  /** Absent where it was erased. */
  @ApiProperty({ required: false, example: 'lamp-broken.jpg' })
  fileName?: string;

  @ApiProperty({ example: 'image/jpeg' })
  mediaType: string;

  @ApiProperty({ type: 'integer', format: 'int64', example: 183402 })
  size: number;

  /** Absent where it was erased. */
  @ApiProperty({ required: false, example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9' })
  sha256?: string;

  @ApiProperty({ required: false, example: 'damage' })
  requirement?: string;

  @ApiProperty({ required: false, example: 'The crack in the foot' })
  caption?: string;

  /** Once the bytes were judged. */
  @ApiProperty({ type: DetailsView, required: false })
  details?: DetailsView;

  /** Those that exist and that the caller may see. */
  @ApiProperty({ type: [RenditionView] })
  renditions: RenditionView[];

  /** Where parts of it were, or are to be, burned away (`listRedactions`). */
  @ApiProperty({ type: RedactedView, required: false })
  redaction?: RedactedView;

  /** Staff only: where to POST the reason for which one wants to see the original. */
  @ApiProperty({ required: false, example: '/v1/evidence/ev_01k9x2m4q8v7t3n5r6w1y0z2b4/views' })
  originalHref?: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-06T17:20:00.000Z' })
  createdAt: string;
}

/** A piece that waits for its bytes. */
@ApiExtraModels(UploadView, PartsUploadView)
export class DeclaredEvidenceView extends EvidenceView {
  @ApiProperty({ oneOf: WAYS })
  upload: UploadView | PartsUploadView;
}

/** A page of evidence, in the order it was declared. */
export class EvidencePageView extends PageView {
  @ApiProperty({ type: [EvidenceView] })
  data: EvidenceView[];
}

const sealView = ({ sealedAt, seq, eventHash, commitment, salt, envelope }: Seal, status: string): SealView => ({
  sealedAt: new Date(sealedAt).toISOString(), seq, eventHash, commitment, ...(salt === null || status === 'erased' ? {} : { salt }), ...(envelope === null ? {} : { envelope }),
});

const redactedView = (evidence: Evidence): RedactedView => ({
  ...(evidence.redaction === null ? {} : { number: evidence.redaction }),
  isPending: isBeingRedacted(evidence),
});

export function evidenceView(evidence: Evidence, { isStaff }: Pick<Reader, 'isStaff'>, language: Language): EvidenceView {
  const { id, disputeId, by, kind, status, rejection, sealed, seal, held, fileName, mediaType, size, sha256, requirement, caption, createdAt } = evidence;
  return {
    id, disputeId, by, kind, status,
    ...(rejection === null ? {} : { rejection: { code: rejection, text: rejectionInWords(rejection, language) } }),
    sealed,
    held: held && !sealed,
    ...(evidence.awaitsConfirmation && status === 'declared' ? { awaitsConfirmation: true } : {}),
    ...(seal === null ? {} : { seal: sealView(seal, status) }),
    mediaType, size, ...(status === 'erased' ? {} : { fileName, sha256 }),
    ...(requirement === null ? {} : { requirement }),
    ...(caption === null || status === 'erased' ? {} : { caption }),
    ...(evidence.details === null || status !== 'available' ? {} : { details: evidence.details }),
    renditions: viewsFor(evidence, isStaff).map(({ name, ...of }) => ({ name, href: `/v1/evidence/${id}/renditions/${name}`, ...of })),
    ...(evidence.redactionWanted === null || status === 'erased' ? {} : { redaction: redactedView(evidence) }),
    ...(isStaff && status === 'available' ? { originalHref: `/v1/evidence/${id}/views` } : {}),
    createdAt: new Date(createdAt).toISOString(),
  };
}

export function declaredView(evidence: Evidence, way: Sending, language: Language): DeclaredEvidenceView {
  return { ...evidenceView(evidence, { isStaff: false }, language), upload: wayView(evidence.id, way) };
}
