/** The part of the library that is used; it brings types of its generated half only. */
declare module 'libheif-js/wasm-bundle.js' {
  namespace libheif {
    interface HeifImage {
      get_width(): number;
      get_height(): number;
      is_primary(): boolean;
      /** Puts RGBA pixels into `data`, all at once or row by row; null where it cannot. */
      display(into: { data: { set(rows: Uint8Array, at?: number): void }; width: number; height: number }, done: (shown: object | null) => void): void;
    }
  }
  const libheif: { HeifDecoder: new () => { decode(bytes: Uint8Array): libheif.HeifImage[] } };
  export default libheif;
}
