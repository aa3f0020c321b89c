import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { IsIdOf } from '../../foundation/http/index.js';

const MOST_TYPES = 2_000;

/** Which events. */
export class EventFilterQuery {
  @ApiProperty({ required: false, description: 'The cursor of the last event that was seen; good for 90 days. Left out, a list begins with the oldest event that is kept and a stream with what happens from now on.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  after?: string;

  @ApiProperty({ required: false, description: 'Only events of these types, separated by commas.', example: 'sellerOffered,buyerOffered' })
  @IsOptional()
  @IsString()
  @Length(1, MOST_TYPES)
  types?: string;

  @ApiProperty({ required: false, description: 'Only events of this dispute.', example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  @IsOptional()
  @IsIdOf('dp')
  disputeId?: string;
}

/** Which page of the feed. */
export class EventsQuery extends EventFilterQuery {
  @ApiProperty({ type: 'integer', required: false, minimum: 1, maximum: 100, default: 20, example: 20 })
  @IsOptional()
  @IsString()
  limit?: string;
}
