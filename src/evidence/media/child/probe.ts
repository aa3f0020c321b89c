import 'sharp';
import { memory } from './memory.ts';

// Says, from within the same walls as a decoder, how much writable memory one has before it does anything: most of that
// is only reserved, and how much differs from machine to machine.

console.log(memory('VmData') ?? 640_000);
