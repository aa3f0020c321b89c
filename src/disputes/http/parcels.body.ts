import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsString, IsUrl, Length, MaxLength } from 'class-validator';
import { IsCode, IsIdOf, IsTimestamp, IsWords, MayBeLeftOut } from '../../foundation/http/index.js';

/** Where the goods go back to: an address, or a label to print; one of them. */
export class ReturnAddressBody {
  @ApiProperty({ required: false, example: 'Lumen, Calle Mayor 1, 28013 Madrid', maxLength: 1000 })
  @MayBeLeftOut()
  @IsWords(1000)
  address?: string;

  @ApiProperty({ required: false, format: 'uri', example: 'https://labels.example.com/RET-1.pdf', maxLength: 2000 })
  @MayBeLeftOut()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(2000)
  labelUrl?: string;
}

/** A parcel as its carrier knows it. */
class ParcelBody {
  @ApiProperty({ example: 'DHL', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  carrier: string;

  @ApiProperty({ example: 'JD0002210000', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  trackingNumber: string;
}

/** The parcel that brings the goods back. */
export class ShipReturnBody extends ParcelBody {}

/** The parcel that brings the replacement. */
export class ShipReplacementBody extends ParcelBody {}

/** When the returned goods arrived, as the carrier says. */
export class DeliverReturnBody {
  @ApiProperty({ format: 'date-time', example: '2026-03-20T10:15:00.000Z' })
  @IsTimestamp()
  deliveredAt: string;
}

/** What is wrong with the goods that came back. */
export class ContestReturnBody {
  @ApiProperty({ example: 'damaged_by_user' })
  @IsCode()
  reason: string;

  @ApiProperty({ example: 'The foot was sawn off.', maxLength: 5000 })
  @IsWords(5000)
  text: string;

  @ApiProperty({ type: [String], minItems: 1, maxItems: 20, example: ['ev_01kaz3p2d7f4x8m1q5s9v3b6ct'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIdOf('ev', true)
  evidenceIds: string[];
}

/** What is wrong with the replacement. */
export class FaultyReplacementBody {
  @ApiProperty({ example: 'The new lamp is broken too.', maxLength: 5000 })
  @IsWords(5000)
  text: string;
}
