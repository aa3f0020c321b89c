import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsEmail, IsIn, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import { IsTimestamp, PageQuery } from '../../foundation/http/index.js';
import { PING, WEBHOOK_TYPES } from '../domain/who-hears-what.js';

const URL_LENGTH = 2_000;
const EXAMPLES = [PING, ...WEBHOOK_TYPES];

const given = (name: string) => ValidateIf((body: Record<string, unknown>) => body[name] !== undefined);

/** A place where a machine listens. */
export class CreateWebhookEndpointBody {
  @ApiProperty({ minLength: 1, maxLength: URL_LENGTH, example: 'https://shop.example/hooks/disputes', description: 'https, at an address of the public internet. No redirect is followed.' })
  @IsString()
  @Length(1, URL_LENGTH)
  url: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: 200, example: 'Order service' })
  @given('description')
  @IsString()
  @Length(1, 200)
  description?: string;

  @ApiProperty({ required: false, type: 'array', items: { type: 'string', enum: [...WEBHOOK_TYPES] }, minItems: 1, maxItems: WEBHOOK_TYPES.length, uniqueItems: true, example: ['dispute.opened', 'offer.made'], description: 'What it is told; everything where this is left out.' })
  @given('types')
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_TYPES.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  types?: string[];

  @ApiProperty({ required: false, format: 'email', maxLength: 254, example: 'it@shop.example', description: 'Who is written to when it was switched off because it could not be reached; the platform’s desk where this is left out.' })
  @given('contactEmail')
  @IsEmail()
  @Length(3, 254)
  contactEmail?: string;
}

/** What is to be different. What is left out stays. */
export class ChangeWebhookEndpointBody {
  @ApiProperty({ required: false, minLength: 1, maxLength: URL_LENGTH, example: 'https://shop.example/hooks/disputes' })
  @given('url')
  @IsString()
  @Length(1, URL_LENGTH)
  url?: string;

  @ApiProperty({ required: false, type: String, nullable: true, minLength: 1, maxLength: 200, example: 'Order service' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  description?: string | null;

  @ApiProperty({ required: false, type: 'array', nullable: true, items: { type: 'string', enum: [...WEBHOOK_TYPES] }, minItems: 1, maxItems: WEBHOOK_TYPES.length, uniqueItems: true, example: ['dispute.opened'], description: 'null: everything.' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_TYPES.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_TYPES, { each: true })
  types?: string[] | null;

  @ApiProperty({ required: false, type: String, nullable: true, format: 'email', maxLength: 254, example: 'it@shop.example' })
  @IsOptional()
  @IsEmail()
  @Length(3, 254)
  contactEmail?: string | null;

  @ApiProperty({ required: false, enum: ['enabled', 'disabled'], example: 'enabled', description: 'Enabled again it is told what still waits; `recover` brings what happened meanwhile.' })
  @given('status')
  @IsIn(['enabled', 'disabled'])
  status?: 'enabled' | 'disabled';
}

/** What kind of example. */
export class SendExampleBody {
  @ApiProperty({ enum: EXAMPLES, example: 'offer.made' })
  @IsIn(EXAMPLES)
  type: string;
}

/** Since when. */
export class RecoverBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-06T00:00:00Z', description: 'By real time; what is older than 30 days is no longer kept.' })
  @IsTimestamp()
  since: string;
}

/** Which deliveries. */
export class DeliveriesQuery extends PageQuery {
  @ApiProperty({ required: false, enum: ['pending', 'delivered', 'parked'], example: 'parked' })
  @IsOptional()
  @IsIn(['pending', 'delivered', 'parked'])
  status?: 'pending' | 'delivered' | 'parked';
}
