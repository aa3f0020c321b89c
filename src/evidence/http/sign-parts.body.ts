import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsInt, Min } from 'class-validator';
import { MOST_PARTS_AT_ONCE } from '../domain/uploads.js';

/** Parts that are about to be sent. */
export class SignPartsBody {
  /** Counted from 1. */
  @ApiProperty({ type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: MOST_PARTS_AT_ONCE, uniqueItems: true, example: [1, 2, 3] })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PARTS_AT_ONCE)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  numbers: number[];
}
