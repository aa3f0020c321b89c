import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches, ValidateIf } from 'class-validator';
import { meaning } from '../problems/constraints.js';
import { ID_PATTERN, type IdPrefix } from '../ids.js';

const CODE = /^[a-z][a-z0-9_]{0,63}$/;

/** Something that can be seen: spaces of no width and marks of direction are no words. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Free text by a person: something to read, of a length that others will read. */
export const IsWords = (max: number): PropertyDecorator =>
  applyDecorators(ApiProperty({ minLength: 1, maxLength: max }), IsString(), Length(1, max), Matches(VISIBLE, meaning('form_words')));

/** A code out of an open list, such as `damaged`. Whether the law or the policy knows it is judged later. */
export const IsCode = (): PropertyDecorator => applyDecorators(ApiProperty({ pattern: CODE.source }), Matches(CODE, meaning('form_code')));

/** An account, as tokens name it. Whether anybody has it is the marketplace's to know. */
export const IsAccount = (): PropertyDecorator => Matches(/^[\x21-\x7e]{1,128}$/, meaning('form_account'));

/** One of our own ids. */
export const IsIdOf = (prefix: IdPrefix, each = false): PropertyDecorator =>
  Matches(ID_PATTERN(prefix), { each, ...meaning('form_id', { prefix }) });

/** May be left out; null is not the same and is refused. */
export const MayBeLeftOut = (): PropertyDecorator => ValidateIf((_body, value) => value !== undefined);
