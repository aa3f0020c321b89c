import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, IsString, Length, ValidateNested } from 'class-validator';
import { IsAccount, IsCode, IsIdOf, IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import { RemedyBody } from '../../disputes/index.js';
import { APPEAL_GROUNDS, INADMISSIBILITY_CODES } from '../domain/grounds.js';

/** A remedy that the platform proposes to both sides. */
export class ProposeSettlementBody {
  @ApiProperty({ type: RemedyBody })
  @IsObject()
  @ValidateNested()
  @Type(() => RemedyBody)
  remedy: RemedyBody;

  @ApiProperty({ required: false, maxLength: 5000, example: 'Half the price, and nothing has to be sent back.' })
  @MayBeLeftOut()
  @IsWords(5000)
  text?: string;
}

/** Why a settlement is not accepted, for who wants to say. */
export class RejectSettlementBody {
  @ApiProperty({ required: false, maxLength: 2000, example: 'A lamp that is broken is worth nothing to me.' })
  @MayBeLeftOut()
  @IsWords(2000)
  text?: string;
}

/** What the claim is really about. */
export class ReclassifyBody {
  @ApiProperty({ example: 'defective', description: 'One of GET /v1/reasons.' })
  @IsCode()
  reason: string;

  @ApiProperty({ maxLength: 5000, example: 'Nothing is broken: the switch never worked.' })
  @IsWords(5000)
  text: string;
}

/** Why the dispute is not judged at all. */
export class RuleInadmissibleBody {
  @ApiProperty({ enum: INADMISSIBILITY_CODES, example: 'duplicate' })
  @IsIn(INADMISSIBILITY_CODES)
  reasonCode: (typeof INADMISSIBILITY_CODES)[number];

  @ApiProperty({ maxLength: 5000, example: 'The same lamp was refunded by the seller before the dispute was opened.' })
  @IsWords(5000)
  text: string;
}

/** Why a second person does not agree. The parties do not read it. */
export class RefuseRulingBody {
  @ApiProperty({ maxLength: 5000, example: 'The second photo was taken after the repair: please look again.' })
  @IsWords(5000)
  reason: string;
}

/** Why a case is sent back to be judged anew. */
export class RemandBody {
  @ApiProperty({ maxLength: 5000, example: 'The seller was never asked how the lamp was packed.' })
  @IsWords(5000)
  text: string;
}

/** Why a ruling should be looked at again. */
export class AppealBody {
  @ApiProperty({ enum: APPEAL_GROUNDS, example: 'new_evidence' })
  @IsIn(APPEAL_GROUNDS)
  ground: (typeof APPEAL_GROUNDS)[number];

  @ApiProperty({ maxLength: 5000, example: 'The carrier has now confirmed that the parcel fell.' })
  @IsWords(5000)
  text: string;

  @ApiProperty({ type: [String], required: false, maxItems: 50, example: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'], description: 'One’s own evidence in this dispute; more can be added while the appeal is open.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIdOf('ev', true)
  evidenceIds?: string[];
}

/** To whom a case goes, and why. */
export class ReassignBody {
  @ApiProperty({ required: false, maxLength: 128, example: 'arbitrator-ben', description: 'An account; left out: back to the queue.' })
  @MayBeLeftOut()
  @IsAccount()
  to?: string;

  @ApiProperty({ maxLength: 2000, example: 'Inés is on leave from tomorrow.' })
  @IsWords(2000)
  reason: string;
}

/** How much more time there is, and why. */
export class ExtendDeadlineBody {
  @ApiProperty({ format: 'duration', example: 'P2D', description: 'ISO 8601. No deadline becomes more than twice what the policy gives.' })
  @IsString()
  @Length(2, 32)
  by: string;

  @ApiProperty({ maxLength: 2000, example: 'The seller was in hospital.' })
  @IsWords(2000)
  reason: string;
}
