import {
  EncodedAudioPacketSource, EncodedPacket, EncodedPacketSink, EncodedVideoPacketSource, Mp4OutputFormat, Output, StreamTarget, WebMOutputFormat,
  type InputAudioTrack, type InputTrack, type InputVideoTrack, type OutputFormat,
} from 'mediabunny';
import type { Made } from './job.ts';
import { send } from './out.ts';
import { bareConfig, barePacket, type Bytes, type Codec } from './packets.ts';

/** Its types are a browser's; here they are what the library gave us, handed back. */
type Meta = Parameters<EncodedVideoPacketSource['add']>[1] & Parameters<EncodedAudioPacketSource['add']>[1];

/** A track on its way from one container to another. */
interface Lane {
  readonly first: EncodedPacket;
  readonly packets: AsyncGenerator<EncodedPacket, void, unknown>;
  readonly add: (packet: EncodedPacket) => Promise<void>;
  next: EncodedPacket | null;
}

/** What is put into the new container. */
export interface Tracks {
  readonly pictures: InputVideoTrack;
  readonly sound: InputAudioTrack | null;
  readonly isWebm: boolean;
  /** How many pictures there are at most, where counting them would use them up. */
  readonly mostPictures?: number;
}

/**
 * The same pictures and sound in a container made anew: nothing else of the old one comes along, neither tags nor user
 * data, neither other tracks (telephones write where they are into one) nor what stands between the tracks. The index
 * comes first, so that a browser can begin at once and jump. Null where no container takes the codec.
 */
export async function remuxed({ pictures, sound, isWebm, mostPictures }: Tracks): Promise<Made | null> {
  const format = isWebm ? new WebMOutputFormat() : new Mp4OutputFormat({ fastStart: 'reserve' });
  const codec = await pictures.getCodec();
  if (codec === null || !(format.getSupportedVideoCodecs() as readonly string[]).includes(codec)) return null;
  const target = new StreamTarget(new WritableStream({ write: ({ position, data }) => send('playback', position, data) }), { chunked: true, chunkSize: 1024 * 1024 });
  const output = new Output({ format, target });
  const count = mostPictures ?? (await countOf(pictures));
  const lanes = [await pictureLane(output, pictures, codec, count), await soundLane(output, format, sound)];
  await output.start();
  await run(lanes.filter((lane) => lane !== null));
  await output.finalize();
  return { name: 'playback', mediaType: isWebm ? 'video/webm' : 'video/mp4' };
}

async function pictureLane(output: Output, track: InputVideoTrack, codec: Codec & string, maximumPacketCount: number): Promise<Lane> {
  const source = new EncodedVideoPacketSource(codec as never);
  const config = await track.getDecoderConfig();
  output.addVideoTrack(source, { rotation: await track.getRotation(), flip: await track.getFlip(), maximumPacketCount });
  const description = (config as { description?: Bytes } | null)?.description;
  const bare = config === null ? undefined : { decoderConfig: { ...(config as object), description: bareConfig(codec, description) } };
  return laneOf(track, (packet) => source.add(barePacket(codec, packet, description), bare as Meta));
}

/** Sound that the container does not take is left out: silent pictures are better than none. */
async function soundLane(output: Output, format: OutputFormat, track: InputAudioTrack | null): Promise<Lane | null> {
  const codec = (await track?.getCodec()) ?? null;
  const config = await track?.getDecoderConfig();
  if (track === null || codec === null || config == null || !format.getSupportedAudioCodecs().includes(codec)) return null;
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source, { maximumPacketCount: await countOf(track) });
  return laneOf(track, (packet) => source.add(packet, { decoderConfig: config }));
}

async function laneOf(track: InputTrack, add: Lane['add']): Promise<Lane> {
  const packets = new EncodedPacketSink(track).packets();
  const { value } = await packets.next();
  if (!(value instanceof EncodedPacket)) throw new Error('a track without packets');
  return { first: value, next: value, packets, add };
}

/** Always the lane that is behind, so that pictures and sound lie beside each other in the file. */
async function run(lanes: readonly Lane[]): Promise<void> {
  for (;;) {
    const waiting = lanes.filter(({ next }) => next !== null);
    const behind = waiting.reduce<Lane | null>((last, lane) => (last === null || timeOf(lane) < timeOf(last) ? lane : last), null);
    if (behind?.next == null) return;
    await behind.add(behind.next);
    const { value } = await behind.packets.next();
    behind.next = value instanceof EncodedPacket ? value : null;
  }
}

const timeOf = ({ next }: Lane): number => next?.timestamp ?? Infinity;

export async function countOf(track: InputTrack): Promise<number> {
  return (await track.computePacketStats()).packetCount;
}
