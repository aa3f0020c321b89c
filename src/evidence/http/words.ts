import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';
import { meaning } from '../../foundation/problems/constraints.js';

/** A reason in somebody's own words, to be read by those it concerns: `ok` is none. */
export const IsReason = (): PropertyDecorator =>
  applyDecorators(IsString(), Length(10, 500), Matches(/\S[\s\S]{8,}\S/, meaning('form_reason')));
