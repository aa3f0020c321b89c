import { applyDecorators } from '@nestjs/common';
import { IsInt, IsString, Length, Matches, Max, Min, ValidateBy } from 'class-validator';
import { meaning } from '../../foundation/problems/constraints.js';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const ID = /^[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}$/;

/** The marketplace's own ids: any that can stand in an address as they are. */
export const isOrderId = (text: string): boolean => ID.test(text);

/** An id the marketplace gave to an order's line or shipment. */
export const IsForeignId = (): PropertyDecorator => Matches(ID, meaning('form_foreign_id'));

/** An account as tokens name it in `sub`. */
export const IsAccountId = (): PropertyDecorator => applyDecorators(IsString(), Length(1, 128));

/** An integer amount in minor units that a number can carry exactly. */
export const IsMinorUnits = (): PropertyDecorator => applyDecorators(IsInt(), Min(0), Max(Number.MAX_SAFE_INTEGER));

/** An ISO 4217 code in capitals, with whatever number of decimals that currency has. */
export const IsCurrency = (): PropertyDecorator =>
  ValidateBy({
    name: 'isCurrency',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && CURRENCIES.has(value),
    },
  });
