import { ValidateBy } from 'class-validator';

const TIMESTAMP = /^([12]\d{3})-(0[1-9]|1[0-2])-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** An RFC 3339 time with its offset, on a day that exists. */
export const IsTimestamp = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimestamp',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isTimestamp(value),
    },
  });

function isTimestamp(text: string): boolean {
  const [, year, month, day] = TIMESTAMP.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  // Date.parse takes 30 February for 2 March; a parcel's date must not move by itself.
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
