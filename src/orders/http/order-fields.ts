import { applyDecorators } from '@nestjs/common';
import { IsInt, IsString, Length, Matches, Max, Min, ValidateBy } from 'class-validator';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const TIMESTAMP = /^([12]\d{3})-(0[1-9]|1[0-2])-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}$/;

/** The marketplace's own ids: any that can stand in an address as they are. */
export const isOrderId = (text: string): boolean => ID.test(text);

/** An id the marketplace gave to an order's line or shipment. */
export const IsForeignId = (): PropertyDecorator => Matches(ID, { message: '$property must be 1 to 128 of A-Z a-z 0-9 . _ ~ : - and begin with a letter or digit' });

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
      defaultMessage: () => '$property must be an ISO 4217 currency code',
    },
  });

/** An RFC 3339 time with its offset, on a day that exists. */
export const IsTimestamp = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimestamp',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isTimestamp(value),
      defaultMessage: () => '$property must be an RFC 3339 time with an offset, such as 2026-03-01T10:00:00Z',
    },
  });

function isTimestamp(text: string): boolean {
  const [, year, month, day] = TIMESTAMP.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  // Date.parse takes 30 February for 2 March; a parcel's date must not move by itself.
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
