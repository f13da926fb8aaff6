import type { ArrowValue } from './recognise';

/** What Python makes of the stream when it loads the blob. */
export type Flavour = 'pandas' | 'pyarrow' | 'polars';

/** The bytes that a table was decoded from. */
export interface StoredStream {
  readonly bytes: Uint8Array;
  readonly flavour: Flavour;
}

const streams = new WeakMap<ArrowValue, StoredStream>();

/** Remembers the IPC stream of a decoded value, so that encoding it again gives the very same bytes, at no cost. */
export function rememberStream(value: ArrowValue, stream: StoredStream): void {
  streams.set(value, stream);
}

/** The IPC stream that the value was decoded from; undefined when it was made in this process. */
export function storedStream(value: ArrowValue): StoredStream | undefined {
  return streams.get(value);
}
