import { EncodedPacket } from 'mediabunny';

export type Codec = 'avc' | 'hevc' | (string & {});
export type Bytes = ArrayBufferView | ArrayBufferLike | undefined;

/** How long the length before each unit is, by the decoder's configuration. */
const LENGTH_AT: Readonly<Record<string, number>> = { avc: 4, hevc: 21 };

/** The kinds of units that are picture or describe it; what else there is (remarks, padding, private kinds) is nobody's business. */
const IS_PICTURE: Readonly<Record<string, (head: number) => boolean>> = {
  avc: (head) => [1, 2, 3, 4, 5, 7, 8, 13, 14, 15, 19, 20].includes(head & 0x1f),
  hevc: (head) => ((head >> 1) & 0x3f) <= 34,
};

/**
 * The packet without what cameras and encoders write between the pictures (H.264 and H.265: "supplemental information",
 * where a maker may put anything, places too). Other codecs' packets, and packets that are not built as they should
 * be, stay as they are.
 */
export function barePacket(codec: Codec, packet: EncodedPacket, config: Bytes): EncodedPacket {
  const isPicture = IS_PICTURE[codec];
  const at = LENGTH_AT[codec];
  const description = bytesOf(config);
  if (isPicture === undefined || at === undefined || description === null) return packet;
  const kept = pictureUnits(packet.data, ((description[at] ?? 3) & 3) + 1, isPicture);
  if (kept === null || kept.length === packet.data.length) return packet;
  return new EncodedPacket(kept, packet.type, packet.timestamp, packet.duration, packet.sequenceNumber);
}

function pictureUnits(data: Uint8Array, prefix: number, isPicture: (head: number) => boolean): Uint8Array | null {
  const kept: Uint8Array[] = [];
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 0; at < view.length;) {
    if (at + prefix > view.length) return null;
    const end = at + prefix + view.readUIntBE(at, prefix);
    if (end > view.length) return null;
    if (end > at + prefix && isPicture(view[at + prefix] ?? 0)) kept.push(view.subarray(at, end));
    at = end;
  }
  return kept.length === 0 ? null : Buffer.concat(kept);
}

/** H.265 has room for remarks in the decoder's configuration too. */
export function bareConfig(codec: Codec, config: Bytes): Uint8Array | undefined {
  const all = bytesOf(config);
  if (all === null) return undefined;
  return codec === 'hevc' ? (bareHevcConfig(Buffer.from(all)) ?? all) : all;
}

const HEVC_ARRAYS_AT = 23;

function bareHevcConfig(config: Buffer): Uint8Array | null {
  const kept: Buffer[] = [];
  let at = HEVC_ARRAYS_AT;
  for (let arrays = config[HEVC_ARRAYS_AT - 1] ?? 0; arrays > 0; arrays--) {
    const start = at;
    if (at + 3 > config.length) return null;
    let units = config.readUInt16BE(at + 1);
    for (at += 3; units > 0; units--) {
      if (at + 2 > config.length) return null;
      at += 2 + config.readUInt16BE(at);
    }
    if (((config[start] ?? 0) & 0x3f) <= 34) kept.push(config.subarray(start, at));
  }
  const head = Buffer.from(config.subarray(0, HEVC_ARRAYS_AT));
  head[HEVC_ARRAYS_AT - 1] = kept.length;
  return Buffer.concat([head, ...kept]);
}

function bytesOf(bytes: Bytes): Uint8Array | null {
  if (bytes === undefined) return null;
  return ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
}
