import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import type { CommentWords } from '../comments.service.js';

const AUDIENCES = ['parties', 'staff', 'buyer', 'seller'] as const;

/** A spot in a picture, from its top left corner. */
export class PointBody {
  @ApiProperty({ minimum: 0, maximum: 1, example: 0.42 })
  @IsNumber({ maxDecimalPlaces: 6 })
  @Min(0)
  @Max(1)
  x: number;

  @ApiProperty({ minimum: 0, maximum: 1, example: 0.17 })
  @IsNumber({ maxDecimalPlaces: 6 })
  @Min(0)
  @Max(1)
  y: number;
}

/** Something to say about a piece of evidence; without second and point about all of it. */
export class CommentBody {
  @ApiProperty({ example: 'The crack is older than the fall: it has dust in it.', maxLength: 5000 })
  @IsWords(5000)
  text: string;

  /** Of a video, from its beginning. */
  @ApiProperty({ required: false, minimum: 0, maximum: 86_400, example: 12.5 })
  @MayBeLeftOut()
  @IsNumber({ maxDecimalPlaces: 3 })
  @Min(0)
  @Max(86_400)
  second?: number;

  /** Of a photo or document: 0 to 1 of its width and height. */
  @ApiProperty({ type: PointBody, required: false })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => PointBody)
  point?: PointBody;

  /** A party speaks to everyone or to the platform; only staff may speak to one side alone. */
  @ApiProperty({ enum: AUDIENCES, required: false, description: 'Left out by a party it is `parties`; staff always say to whom.', example: 'parties' })
  @MayBeLeftOut()
  @IsIn(AUDIENCES)
  audience?: (typeof AUDIENCES)[number];
}

export function wordsFrom({ text, second, point, audience }: CommentBody): CommentWords {
  return {
    text,
    ...(second === undefined ? {} : { second }),
    ...(point === undefined ? {} : { point: { x: point.x, y: point.y } }),
    ...(audience === undefined ? {} : { audience }),
  };
}
