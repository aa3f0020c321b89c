import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsCode, PageQuery } from '../../foundation/http/index.js';
import { LANGUAGES } from '../../foundation/identity/index.js';

/** Which texts to begin from. */
export class MacrosQuery extends PageQuery {
  @ApiProperty({ enum: LANGUAGES, required: false, example: 'en' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: (typeof LANGUAGES)[number];

  @ApiProperty({ required: false, example: 'damaged', description: 'Those for this reason, and those for any.' })
  @IsOptional()
  @IsCode()
  reason?: string;
}
