import { applyDecorators } from '@nestjs/common';
import { IsString, Length, Matches, ValidateIf } from 'class-validator';
import { ID_PATTERN, type IdPrefix } from '../../foundation/ids.js';

/** Free text by a person: something to read, of a length that others will read. */
export const IsWords = (max: number): PropertyDecorator =>
  applyDecorators(IsString(), Length(1, max), Matches(/\S/, { message: '$property must say something' }));

/** A code out of an open list, such as `damaged`. Whether the law or the policy knows it is judged later. */
export const IsCode = (): PropertyDecorator => Matches(/^[a-z][a-z0-9_]{0,63}$/, { message: '$property must be a code in lower_snake' });

/** One of our own ids. */
export const IsIdOf = (prefix: IdPrefix, each = false): PropertyDecorator =>
  Matches(ID_PATTERN(prefix), { each, message: `$property must be an id that begins with ${prefix}_` });

/** May be left out; null is not the same and is refused. */
export const MayBeLeftOut = (): PropertyDecorator => ValidateIf((_body, value) => value !== undefined);
