import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsNumber, Max, Min, ValidateNested } from 'class-validator';
import { IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import type { RedactionWish } from '../custody/redactions.service.js';
import { MOST_RECTANGLES, REDACTION_REASONS, type RedactionReason } from '../domain/redaction.js';

/** Nothing that thin can be seen, and a picture has at most 100 000 pixels in a row. */
const THINNEST = 0.00001;
const FRACTION = { allowNaN: false, allowInfinity: false } as const;

/** A part of the upright picture as it is shown, in fractions of its width and height. */
export class RectangleBody {
  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, example: 0.12, description: 'From the left.' })
  @IsNumber(FRACTION)
  @Min(0)
  @Max(1)
  x: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, example: 0.4, description: 'From above.' })
  @IsNumber(FRACTION)
  @Min(0)
  @Max(1)
  y: number;

  @ApiProperty({ type: 'number', minimum: THINNEST, maximum: 1, example: 0.3 })
  @IsNumber(FRACTION)
  @Min(THINNEST)
  @Max(1)
  width: number;

  @ApiProperty({ type: 'number', minimum: THINNEST, maximum: 1, example: 0.1 })
  @IsNumber(FRACTION)
  @Min(THINNEST)
  @Max(1)
  height: number;
}

/** What to burn away, and why. It adds to what was burned away before. */
export class RedactEvidenceBody {
  @ApiProperty({ type: [RectangleBody], minItems: 1, maxItems: MOST_RECTANGLES })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_RECTANGLES)
  @ValidateNested({ each: true })
  @Type(() => RectangleBody)
  rectangles: RectangleBody[];

  /** The kind of thing that is hidden: both parties see it. */
  @ApiProperty({ enum: REDACTION_REASONS, example: 'address' })
  @IsIn(REDACTION_REASONS)
  reasonCode: RedactionReason;

  /** For staff and the owner of the piece. */
  @ApiProperty({ required: false, minLength: 1, maxLength: 500, example: 'The label shows where my parents live.' })
  @MayBeLeftOut()
  @IsWords(500)
  text?: string;
}

export const redactionWish = ({ rectangles, reasonCode, text }: RedactEvidenceBody): RedactionWish => ({
  rectangles: rectangles.map(({ x, y, width, height }) => ({ x, y, width, height })), reasonCode, text: text ?? null,
});
