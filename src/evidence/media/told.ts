import { z } from 'zod';
import { RENDITIONS } from '../domain/renditions.js';
import type { Told } from './child/job.ts';

// A decoder that a stranger's file has taken over may say anything: it is believed in these shapes only.

const pixels = z.number().int().min(1).max(100_000);
const seconds = z.number().min(0).max(1e7);
const word = z.string().min(1).max(120).regex(/^\P{C}+$/u);
const codec = z.string().regex(/^[a-z0-9-]{1,32}$/);

const details = z.strictObject({
  width: pixels.optional(),
  height: pixels.optional(),
  pages: z.number().int().min(1).max(1e6).optional(),
  durationSeconds: seconds.optional(),
  frameRate: z.number().min(0).max(100_000).optional(),
  codec: codec.optional(),
  audioCodec: codec.optional(),
  noPlayback: z.enum(['codec', 'broken']).optional(),
});

const claims = z.strictObject({
  takenAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/).optional().catch(undefined),
  device: word.optional(),
  software: word.optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  source: z.enum(['exif', 'xmp', 'container']).optional(),
});

const made = z.strictObject({
  name: z.enum(RENDITIONS),
  mediaType: z.enum(['image/webp', 'video/mp4', 'video/webm']),
  width: pixels.optional(),
  height: pixels.optional(),
});

const told = z.strictObject({
  mediaType: z.string().max(100).nullable(),
  refused: z.enum(['unreadable', 'too_many_pixels']).optional(),
  made: z.array(made).max(RENDITIONS.length),
  details,
  claims,
  looks: z.string().regex(/^[0-9a-f]{16}$/).optional(),
  peakMemory: z.number(),
});

const frame = z.union([
  z.strictObject({ told }),
  z.strictObject({ name: z.enum(RENDITIONS), at: z.number().int().min(0), length: z.number().int().min(0) }),
]);

/** What a frame is about, or an error. */
export function frameFrom(json: string): { readonly told: Told } | { readonly name: (typeof RENDITIONS)[number]; readonly at: number; readonly length: number } {
  return frame.parse(JSON.parse(json));
}
