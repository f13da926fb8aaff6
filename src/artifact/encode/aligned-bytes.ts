import { op } from '../pickle/opcodes';
import type { Encoder } from './encoder';

/** Bytes at least this long begin at a multiple of 64 in the blob, so that they can be used where they are mapped. */
const alignedFrom = 1 << 20;

/** `bytes`; long ones are aligned. No note may stand before them. */
export function writeBytes(bytes: Uint8Array, encoder: Encoder): void {
  if (bytes.length < alignedFrom) encoder.pickle.bytes(bytes);
  else writeAligned([bytes], encoder);
}

/** `bytes` made of these parts, beginning at a multiple of 64 in the blob. */
export function writeAligned(parts: readonly Uint8Array[], encoder: Encoder): void {
  const { pickle } = encoder;
  encoder.annotate();
  // A string of 2 + n bytes and a POP (no note, but POP is the dialect's), then an opcode and 8 bytes of length.
  const padding = (64 - ((encoder.position + 3 + 9) % 64)) % 64;
  pickle.string(' '.repeat(padding));
  pickle.op(op.POP);
  pickle.op(op.BINBYTES8);
  pickle.sink.uint64(parts.reduce((sum, part) => sum + part.length, 0));
  for (const part of parts) pickle.sink.bytes(part);
}
