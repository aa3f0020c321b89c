import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsObject, IsOptional } from 'class-validator';
import { IsAccount, IsCode, IsWords } from '../../foundation/http/index.js';
import { LANGUAGES } from '../../foundation/identity/index.js';

/** Something to tell colleagues. */
export class WriteNoteBody {
  @ApiProperty({ maxLength: 5000, example: 'The seller sent the same photos in two other cases.' })
  @IsWords(5000)
  text: string;
}

/** Somebody the arbitrator should not judge. */
export class DeclareConflictBody {
  @ApiProperty({ maxLength: 128, example: 'seller-lumen', description: 'The account of the party.' })
  @IsAccount()
  partyId: string;

  @ApiProperty({ maxLength: 2000, example: 'My sister works there.' })
  @IsWords(2000)
  reason: string;
}

/** Why an arbitrator steps back. */
export class RecuseBody {
  @ApiProperty({ maxLength: 2000, example: 'I know the buyer from school.' })
  @IsWords(2000)
  reason: string;
}

/** A ruling as far as it is written. */
export class RulingDraftBody {
  @ApiProperty({
    type: 'object', additionalProperties: true, example: { outcome: 'buyer', facts: [{ text: 'Both photos show a broken shade.', evidenceIds: [] }] },
    description: 'Any part of a RulingBody; nothing of it is judged before it is ruled.',
  })
  @IsObject()
  document: Record<string, unknown>;
}

/** A text to begin from, with variables such as `{number}`. */
export class MacroBody {
  @ApiProperty({ maxLength: 200, example: 'Damage shown by photos' })
  @IsWords(200)
  title: string;

  @ApiProperty({ enum: LANGUAGES, example: 'en' })
  @IsIn(LANGUAGES)
  language: (typeof LANGUAGES)[number];

  @ApiProperty({ required: false, example: 'damaged', description: 'The reason of claims it is for; left out, any.' })
  @IsOptional()
  @IsCode()
  reason?: string;

  @ApiProperty({
    maxLength: 5000, example: 'Your photos in case {number} show {quantity, plural, one {a damaged item} other {# damaged items}}. {claimAmount} is paid back.',
    description: 'An ICU message. Its variables: `number`, `orderId`, `reason`, `claimAmount`, `requestedRemedy`, `quantity`, `buyer`, `seller`, `openedAt`, `appealDays`, `policy`.',
  })
  @IsWords(5000)
  text: string;
}
