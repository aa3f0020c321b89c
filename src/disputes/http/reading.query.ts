import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { IsCode, MayBeLeftOut, PageQuery } from '../../foundation/http/index.js';
import { STAGES, STATES } from '../domain/states.js';
import { WAITING_ON } from './views/parts.view.js';

export const SHOWN_STATES = STATES.filter((state) => state !== 'discarded');
export const SHOWN_STAGES = STAGES.filter((stage) => stage !== 'discarded');
const SIDES = ['buyer', 'seller'] as const;

/** What narrows a list of disputes. */
export class DisputesQuery extends PageQuery {
  @ApiProperty({ required: false, enum: SHOWN_STATES, example: 'negotiation.awaitingBuyer' })
  @MayBeLeftOut()
  @IsIn(SHOWN_STATES)
  state?: string;

  @ApiProperty({ required: false, enum: SHOWN_STAGES, example: 'negotiation' })
  @MayBeLeftOut()
  @IsIn(SHOWN_STAGES)
  stage?: string;

  @ApiProperty({ required: false, enum: WAITING_ON, example: 'buyer' })
  @MayBeLeftOut()
  @IsIn(WAITING_ON)
  waitingOn?: string;

  @ApiProperty({ required: false, example: 'damaged' })
  @MayBeLeftOut()
  @IsCode()
  reason?: string;

  @ApiProperty({ required: false, example: 'order-2026-1001' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 128)
  orderId?: string;

  @ApiProperty({ required: false, enum: SIDES, example: 'buyer', description: 'Only disputes in which the caller is this side.' })
  @MayBeLeftOut()
  @IsIn(SIDES)
  role?: (typeof SIDES)[number];
}

/** What to tell beside the dispute itself. */
export class DisputeQuery {
  @ApiProperty({ required: false, enum: ['timeline'], description: 'timeline: the last 20 events, newest first, as recentEvents.' })
  @MayBeLeftOut()
  @IsIn(['timeline'])
  include?: 'timeline';
}
