import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, Length, ValidateNested } from 'class-validator';

/** One choice. */
export class PreferenceBody {
  @ApiProperty({ example: 'message_received', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  notification: string;

  @ApiProperty({ enum: ['email'], example: 'email' })
  @IsIn(['email'])
  channel: string;

  @ApiProperty({ example: false })
  @IsBoolean()
  enabled: boolean;
}

/** All choices; what is not named is on. */
export class PreferencesBody {
  @ApiProperty({ type: [PreferenceBody], maxItems: 200 })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PreferenceBody)
  preferences: PreferenceBody[];
}
