/** How a picture looks: 64 bits that differ in few places for pictures that look alike. */
export interface Looks {
  /** As a signed number, the way a database keeps it. */
  readonly bits: bigint;
  /** Its four parts of 16 bits, each with its number in front. */
  readonly parts: readonly number[];
}

const PARTS = 4;
const PART_BITS = 16;

export function looksFrom(hex: string): Looks {
  const whole = BigInt(`0x${hex}`);
  const parts = Array.from({ length: PARTS }, (_, i) => i * 2 ** PART_BITS + Number(BigInt.asUintN(PART_BITS, whole >> BigInt(i * PART_BITS))));
  return { bits: BigInt.asIntN(64, whole), parts };
}
