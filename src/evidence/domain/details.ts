/** What a file is, as measured from its bytes; each only where it makes sense. */
export interface Details {
  /** In pixels, of the picture as it is meant to be seen. */
  readonly width?: number;
  readonly height?: number;
  readonly pages?: number;
  readonly durationSeconds?: number;
  /** Pictures in a second, on average. */
  readonly frameRate?: number;
  readonly codec?: string;
  readonly audioCodec?: string;
  /** Why there is nothing to play: a codec no browser's container takes, or a container that could not be made anew. */
  readonly noPlayback?: 'codec' | 'broken';
}
