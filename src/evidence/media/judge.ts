import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Declaration } from '../domain/evidence.js';
import { verdictOn, type Rejection } from '../domain/verdict.js';
import type { Area, Told } from './child/job.ts';
import { type Decoder, type MadeFile } from './decoder.js';
import { Decoders } from './decoders.js';

/** What a file is worth: why it is not taken, or what was made of it and what it tells. */
export type Judgement = { readonly rejected: Rejection } | (Pick<Told, 'details' | 'claims' | 'looks'> & { readonly rejected: null; readonly made: readonly MadeFile[] });

type Said = Pick<Declaration, 'size' | 'sha256' | 'mediaType'>;

/** Judges files of strangers by their bytes, each in a process of its own. */
@Injectable()
export class Judge {
  constructor(private readonly decoders: Decoders) {}

  /**
   * Reads the file once: it is what it was said to be, or it is rejected. What was made of it can be read until `use` has
   * ended. Throws `DecoderDied` where there is no verdict, and whatever the reading throws.
   */
  async judge<T>(bytes: Readable, said: Said, allowed: readonly string[], use: (judgement: Judgement, peakMemory: number) => Promise<T>): Promise<T> {
    return this.withDecoder(bytes, async (decoder) => {
      const received = await decoder.receive(bytes, said.size);
      const early = verdictOn(said, { ...received, mediaType: said.mediaType }, allowed);
      if (early !== null) return use({ rejected: early }, 0);
      const { told, made } = await decoder.work({ mediaType: said.mediaType, hide: [], ffmpeg: (await this.decoders.sandbox()).ffmpeg });
      const rejected = verdictOn(said, { ...received, mediaType: told.mediaType }, allowed) ?? told.refused ?? null;
      const { details, claims, looks } = told;
      return use(rejected === null ? { rejected, made, details, claims, looks } : { rejected }, told.peakMemory);
    });
  }

  /**
   * What others may see of a file that was judged before, with these areas burned away; null where it cannot be shown like
   * that. It can be read until `use` has ended. Throws for a film where there is no ffmpeg: another machine may have one.
   */
  async hide<T>(bytes: Readable, said: Said, areas: readonly Area[], use: (made: readonly MadeFile[] | null) => Promise<T>): Promise<T> {
    const { ffmpeg } = await this.decoders.sandbox();
    return this.withDecoder(bytes, async (decoder) => {
      if (ffmpeg === null && said.mediaType.startsWith('video/')) throw new Error('without ffmpeg nothing can be hidden in a film');
      await decoder.receive(bytes, said.size);
      const { told, made } = await decoder.work({ mediaType: said.mediaType, hide: areas, ffmpeg });
      const isShown = told.refused === undefined && told.mediaType === said.mediaType && made.length > 0;
      return use(isShown ? made : null);
    });
  }

  private async withDecoder<T>(bytes: Readable, work: (decoder: Decoder) => Promise<T>): Promise<T> {
    const decoder = await this.decoders.take();
    try {
      return await work(decoder);
    } finally {
      bytes.destroy();
      await decoder.end();
    }
  }
}
