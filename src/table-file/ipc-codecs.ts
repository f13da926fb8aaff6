import type { Arrow } from '../artifact/arrow/library';

/** How the buffers of an Arrow IPC file may be compressed. */
export type ArrowCompression = 'none' | 'lz4' | 'zstd';

const ready = new WeakMap<object, Promise<void>>();

/**
 * Gives a copy of apache-arrow, which brings none, the codecs of Arrow IPC: loaded at the first file that needs them. Codecs that somebody
 * has registered stay. LZ4 frames by lz4-napi and Zstandard by zstd-wasm: the ones that were right on every file measured.
 */
export function registerCodecs(arrow: Arrow): Promise<void> {
  const registry = arrow.compressionRegistry;
  const known = ready.get(registry) ?? register(arrow);
  ready.set(registry, known);
  return known;
}

async function register({ compressionRegistry, CompressionType }: Arrow): Promise<void> {
  const lz4 = require('lz4-napi') as typeof import('lz4-napi');
  const zstd = require('@bokuweb/zstd-wasm') as typeof import('@bokuweb/zstd-wasm');
  await zstd.init();
  if (compressionRegistry.get(CompressionType.LZ4_FRAME) === null)
    compressionRegistry.set(CompressionType.LZ4_FRAME, {
      encode: bytes => lz4.compressFrameSync(asBuffer(bytes)),
      decode: bytes => lz4.decompressFrameSync(asBuffer(bytes))
    });
  if (compressionRegistry.get(CompressionType.ZSTD) === null)
    compressionRegistry.set(CompressionType.ZSTD, {
      encode: bytes => zstd.compress(asBuffer(bytes), zstdLevel),
      // What it gives may be a view of its own memory, which the next call overwrites.
      decode: bytes => zstd.decompress(asBuffer(bytes)).slice()
    });
}

/** Arrow's and pandas' own. */
const zstdLevel = 1;

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
