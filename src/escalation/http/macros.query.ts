import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { LANGUAGES } from '../../foundation/identity/index.js';
import { PaperQuery } from './paper.query.js';

/** Which texts to begin from. */
export class MacrosQuery extends PaperQuery {
  @ApiProperty({ enum: LANGUAGES, required: false, example: 'en' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];

  @ApiProperty({ required: false, example: 'damaged', description: 'Those for this reason, and those for any.' })
  @IsOptional()
  @Matches(/^[a-z][a-z0-9_]{0,63}$/)
  reason?: string;
}
