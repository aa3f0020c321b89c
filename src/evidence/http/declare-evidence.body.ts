import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { meaning } from '../../foundation/problems/constraints.js';
import type { Declaration } from '../domain/evidence.js';

/** A file that is about to be uploaded. */
export class DeclareEvidenceBody {
  /** A plain name: it comes back as the name of a download. */
  @ApiProperty({ example: 'lamp-broken.jpg', minLength: 1, maxLength: 255 })
  @Length(1, 255)
  @Matches(/^[^/\\\n\t]+$/, meaning('form_file_name'))
  fileName: string;

  /** Which types and sizes are taken is a matter of the dispute's policy. */
  @ApiProperty({ example: 'image/jpeg', maxLength: 100 })
  @IsString()
  @Length(3, 100)
  mediaType: string;

  /** In bytes. */
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, example: 183402 })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  size: number;

  /** Of the whole file, 64 lower-case hexadecimal digits. */
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9' })
  @Matches(/^[0-9a-f]{64}$/, meaning('form_sha256'))
  sha256: string;

  /** What of the reason's checklist it is meant to show: one of the codes in the dispute's `evidenceRequests`. */
  @ApiProperty({ required: false, pattern: '^[a-z0-9_]{1,64}$', example: 'damage' })
  @IsOptional()
  @Matches(/^[a-z0-9_]{1,64}$/, meaning('form_code'))
  requirement?: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: 500, example: 'The crack in the foot' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  caption?: string;

  /** Nobody else sees it before your next own act - an answer, an offer, a message -, or before the platform’s turn comes. A draft’s evidence is held in any case. */
  @ApiProperty({ required: false, default: false })
  @IsOptional()
  @IsBoolean()
  holdUntilAnswer?: boolean;
}

export function declarationFrom({ fileName, mediaType, size, sha256, requirement, caption, holdUntilAnswer }: DeclareEvidenceBody): Declaration {
  return { fileName, mediaType, size, sha256, requirement: requirement ?? null, caption: caption ?? null, held: holdUntilAnswer ?? false };
}
