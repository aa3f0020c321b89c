import { canary } from './canary.js';

/** A picture as telephones make it: tiles beside each other, each an item of its own, and one item that says how they lie. */
interface Tiled {
  readonly columns: number;
  readonly rows: number;
  /** Of the whole: the last column and row may be cut. */
  readonly width: number;
  readonly height: number;
  /** Turned by so many quarters against the clock, as a telephone that was held upright says. */
  readonly quarters?: number;
}

/** How large the one tile is that there is (test/fixtures/canary). */
export const TILE = { width: 640, height: 480 };

const u8 = (...values: number[]) => Buffer.from(values);
const u16 = (...values: number[]) => Buffer.concat(values.map((value) => u8(value >> 8, value & 0xff)));
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => u16(value >>> 16, value & 0xffff)));
const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type), body]);
};
/** With a version and flags. */
const full = (type: string, version: number, flags: number, ...parts: Buffer[]): Buffer => box(type, u32((version << 24) | flags), ...parts);

/** HEIC of the canary's own tile, over and over: the same bytes for every tile, so that 48 megapixels are 20 kB. */
export function tiledHeic({ columns, rows, width, height, quarters = 0 }: Tiled): Buffer {
  const source = Buffer.from(canary('photo.heic'));
  const [from, length] = extentOf(source);
  const tile = source.subarray(from, from + length);
  const count = columns * rows;
  const [tiles, grid] = [Array.from({ length: count }, (_, n) => n + 1), count + 1];
  const layout = Buffer.concat([u8(0, 1, rows - 1, columns - 1), u32(width, height)]);
  const head = box('ftyp', Buffer.from('heic'), u32(0), Buffer.from('mif1heic'));
  const meta = (at: number): Buffer => full('meta', 0, 0,
    full('hdlr', 0, 0, u32(0), Buffer.from('pict'), u32(0, 0, 0), u8(0)),
    full('pitm', 0, 0, u16(grid)),
    // Where each item's bytes lie: offsets and lengths of four bytes, one extent each.
    full('iloc', 0, 0, u8(0x44, 0x00), u16(count + 1), ...tiles.map((id) => Buffer.concat([u16(id, 0, 1), u32(at, tile.length)])), u16(grid, 0, 1), u32(at + tile.length, layout.length)),
    full('iinf', 0, 0, u16(count + 1), ...tiles.map((id) => entry(id, 'hvc1', true)), entry(grid, 'grid', false)),
    full('iref', 0, 0, box('dimg', u16(grid, count), u16(...tiles))),
    box('iprp',
      box('ipco', boxIn(source, 'hvcC'), full('ispe', 0, 0, u32(TILE.width, TILE.height)), full('ispe', 0, 0, u32(width, height)), box('irot', u8(quarters))),
      full('ipma', 0, 0, u32(count + 1), ...tiles.map((id) => Buffer.concat([u16(id), u8(2, 0x81, 2)])), u16(grid), u8(2, 3, 0x84))));
  const at = head.length + meta(0).length + 8;
  return Buffer.concat([head, meta(at), box('mdat', tile, layout)]);
}

const entry = (id: number, type: string, isHidden: boolean): Buffer => full('infe', 2, isHidden ? 1 : 0, u16(id, 0), Buffer.from(type), u8(0));

function boxIn(bytes: Buffer, type: string): Buffer {
  const at = bytes.indexOf(type) - 4;
  return bytes.subarray(at, at + bytes.readUInt32BE(at));
}

/** Where the first item's bytes lie: in the fixture's `iloc` a base, one offset from it and a length, of four bytes each. */
function extentOf(bytes: Buffer): [number, number] {
  const base = bytes.indexOf('iloc') + 16;
  return [bytes.readUInt32BE(base) + bytes.readUInt32BE(base + 6), bytes.readUInt32BE(base + 10)];
}
