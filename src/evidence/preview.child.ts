import sharp from 'sharp';

// A process of its own for one image of a stranger: reads it from standard input, writes a WebP to standard output.
// Re-encoding drops metadata (GPS included) and whatever hides behind the picture.

/** 50 megapixels decode in some 200 MB; sharp's own default lets an 800 kB file take 1.8 GB. */
const MOST_PIXELS = 50e6;
const LONGEST_SIDE = 1600;
/** What ends with these codes was judged; anything else is a crash, for which shells and Node have codes of their own. */
const UNREADABLE = 80;
const TOO_MANY_PIXELS = 81;

sharp.concurrency(1);
sharp.cache(false);

const image = sharp({ limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
  .autoOrient()
  .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
  .webp({ quality: 80, effort: 2 });

try {
  process.stdin.pipe(image);
  process.stdout.write(await image.toBuffer());
} catch (error) {
  process.exitCode = /pixel limit/i.test(String(error)) ? TOO_MANY_PIXELS : UNREADABLE;
  process.stdin.destroy();
}
