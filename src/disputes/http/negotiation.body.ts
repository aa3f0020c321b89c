import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import { IsCode, IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import { RemedyBody } from './remedy.body.js';

/** Why the claim is withdrawn, if the buyer wants to say. */
export class WithdrawBody {
  @ApiProperty({ required: false, example: 'The seller has sent me a new shade.', maxLength: 2000 })
  @MayBeLeftOut()
  @IsWords(2000)
  text?: string;
}

/** Why the seller does not agree with the claim. */
export class RejectClaimBody {
  @ApiProperty({ example: 'damaged_by_user', description: 'One of the rejectionReasons of GET /v1/reasons.' })
  @IsCode()
  reason: string;

  @ApiProperty({ example: 'It left our workshop in one piece and was packed twice.', maxLength: 5000 })
  @IsWords(5000)
  text: string;
}

/** A remedy proposed to the other side. */
export class MakeOfferBody {
  @ApiProperty({ type: RemedyBody })
  @IsObject()
  @ValidateNested()
  @Type(() => RemedyBody)
  remedy: RemedyBody;

  @ApiProperty({ required: false, example: 'A new shade costs about six euros.', maxLength: 2000 })
  @MayBeLeftOut()
  @IsWords(2000)
  message?: string;

  @ApiProperty({ required: false, example: 'Calle Mayor 1, 28013 Madrid', maxLength: 1000, description: 'Only with a seller’s offer of return_and_refund: where to send the goods.' })
  @MayBeLeftOut()
  @IsWords(1000)
  returnAddress?: string;
}

/** Why the offer will not do, if one wants to say. */
export class RejectOfferBody {
  @ApiProperty({ required: false, example: 'The foot is bent too.', maxLength: 2000 })
  @MayBeLeftOut()
  @IsWords(2000)
  text?: string;
}

/** What the platform should know, if one wants to say. */
export class EscalateBody {
  @ApiProperty({ required: false, example: 'Six euros do not repair it.', maxLength: 5000 })
  @MayBeLeftOut()
  @IsWords(5000)
  text?: string;
}
