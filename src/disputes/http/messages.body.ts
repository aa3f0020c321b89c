import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IsIdOf, IsWords, MayBeLeftOut } from '../../foundation/http/index.js';

const AUDIENCES = ['parties', 'staff', 'buyer', 'seller'] as const;

/** Something to say. A party speaks to everyone or to the platform; only staff may speak to one side alone. */
export class SendMessageBody {
  @ApiProperty({ example: 'Could you send a photo of the label on the parcel?', maxLength: 5000 })
  @IsWords(5000)
  text: string;

  @ApiProperty({ enum: AUDIENCES, required: false, description: 'Left out by a party it is `parties`; staff always say to whom.', example: 'parties' })
  @MayBeLeftOut()
  @IsIn(AUDIENCES)
  audience?: (typeof AUDIENCES)[number];

  @ApiProperty({ type: [String], required: false, maxItems: 20, example: ['ev_01kaz3p2d7f4x8m1q5s9v3b6ct'], description: 'Evidence of one’s own in this dispute.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIdOf('ev', true)
  evidenceIds?: string[];
}
