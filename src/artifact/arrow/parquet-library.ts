/** parquet-wasm, which reads and writes Parquet. */
export type ParquetLibrary = typeof import('parquet-wasm');

/** Loads it: 40 ms and 5 MB, so only when it is needed. */
export function parquetLibrary(): ParquetLibrary {
  return require('parquet-wasm') as ParquetLibrary;
}
