import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';

/** A reason in somebody's own words, to be read by those it concerns: `ok` is none. */
export const IsReason = (): PropertyDecorator =>
  applyDecorators(IsString(), Length(10, 500), Matches(/\S[\s\S]{8,}\S/, { message: '$property must say something, in 10 to 500 characters' }));
