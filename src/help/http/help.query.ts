import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { IsCode, MayBeLeftOut, PageQuery } from '../../foundation/http/index.js';
import { STAGES_SHOWN, STATES_SHOWN } from '../../disputes/index.js';
import { meaning } from '../../foundation/problems/constraints.js';
import { HELP_ROLES } from '../domain/article.js';

/** Under which policy. */
export class HelpPolicyQuery {
  @ApiProperty({ required: false, description: 'The policy whose figures are told; the one new disputes open under, unless said.', example: 'standard-1' })
  @MayBeLeftOut()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, meaning('form_policy'))
  policy?: string;
}

/** What somebody needs help with. */
export class HelpQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'A reason of GET /v1/reasons.', example: 'damaged' })
  @MayBeLeftOut()
  @IsCode()
  reason?: string;

  @ApiProperty({ required: false, enum: [...new Set([...STATES_SHOWN, ...STAGES_SHOWN])], description: 'A state, or a stage for all its states.', example: 'negotiation.awaitingBuyer' })
  @MayBeLeftOut()
  @IsIn([...STATES_SHOWN, ...STAGES_SHOWN])
  state?: string;

  @ApiProperty({ required: false, enum: HELP_ROLES, example: 'buyer' })
  @MayBeLeftOut()
  @IsIn(HELP_ROLES)
  role?: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: 200, description: 'Words to search for, in either language; accents make no difference.', example: 'refund' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  q?: string;

  @ApiProperty({ required: false, description: 'The policy whose figures are told; the one new disputes open under, unless said.', example: 'standard-1' })
  @MayBeLeftOut()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, meaning('form_policy'))
  policy?: string;
}
