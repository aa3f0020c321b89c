import { IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsAccount } from '../http/fields.js';
import { LANGUAGES, ROLES, type Language, type Role } from '../identity/caller.js';

/** How far to walk the clock. */
export class AdvanceBody {
  /**
   * An ISO 8601 duration in weeks, days, hours, minutes and seconds; P0D only tells the time.
   * @example "P5D"
   */
  @IsString()
  @MaxLength(40)
  by: string;
}

/** Whom to mint a token for. */
export class MintBody {
  /**
   * The account's name.
   * @example "buyer-ana"
   */
  @IsString()
  @IsAccount()
  sub: string;

  @IsOptional()
  @IsArray()
  @IsIn(ROLES, { each: true })
  roles?: Role[];

  @IsOptional()
  @IsIn(LANGUAGES)
  locale?: Language;
}
