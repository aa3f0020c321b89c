import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../foundation/identity/index.js';
import { SIGNAL_CODES, SIGNAL_SOURCES, type Signal } from '../domain/signals.js';
import { signalInWords } from './signal-words.js';

/** One fact about a piece. */
export class SignalView {
  @ApiProperty({ enum: SIGNAL_CODES, example: 'taken_at' })
  code: string;

  /** A time (without an offset where the camera knew none), a name, a range, seconds, or in how many of 64 bits two pictures differ. */
  @ApiProperty({ example: '2026-03-04T10:15:00+01:00' })
  value: string;

  /** What the file's EXIF, XMP or container says, its bytes as measured, or other disputes. */
  @ApiProperty({ enum: SIGNAL_SOURCES, example: 'exif' })
  source: string;

  @ApiProperty({ example: 'Taken on 4 March 2026 at 10:15 (UTC+01:00), says the camera.' })
  text: string;

  /** Where else the file was shown, or a picture like it. */
  @ApiProperty({ required: false, example: 'dp_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  disputeId?: string;

  @ApiProperty({ required: false, example: 'ev_01k9x2m4q8v7t3n5r6w1y0z2b5' })
  evidenceId?: string;
}

/** All of them. An empty list says that the file tells nothing, not that something is wrong with it. */
export class SignalsView {
  @ApiProperty({ type: [SignalView] })
  data: SignalView[];
}

export function signalView(signal: Signal, language: Language): SignalView {
  const { code, value, source, twin } = signal;
  return { code, value, source, text: signalInWords(signal, language), ...(twin === undefined ? {} : { disputeId: twin.disputeId, evidenceId: twin.evidenceId }) };
}
