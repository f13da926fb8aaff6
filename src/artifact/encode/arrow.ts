import { streamOf } from '../arrow-envelope';
import { isTable, isVector, type ArrowValue } from '../arrow/recognise';
import { op } from '../pickle/opcodes';
import type { Codec, Encoder } from './encoder';

/** A table, batch or vector inside another value: the same calls as in an envelope, its stream at a multiple of 64 bytes. */
export function* encodeArrow(value: ArrowValue, encoder: Encoder): Codec {
  const { pickle } = encoder;
  const { parts, flavour } = streamOf(value);
  const kind = isTable(value) ? 'Table' : isVector(value) ? 'Vector' : 'RecordBatch';
  if (kind === 'Table' && flavour === 'pandas') pickle.global('pyarrow.lib', 'Table.to_pandas');
  if (kind === 'Table' && flavour === 'polars') pickle.global('polars', 'from_arrow');
  if (kind === 'Vector') pickle.global('pyarrow.lib', 'Table.column');
  pickle.global('pyarrow.lib', kind === 'RecordBatch' ? 'RecordBatchReader.read_next_batch' : 'RecordBatchReader.read_all');
  pickle.global('pyarrow.ipc', 'open_stream');
  writeStream(parts, encoder);
  call(encoder);
  call(encoder);
  if (kind === 'Vector') {
    pickle.number(0);
    pickle.tuple(2);
    pickle.reduce();
  } else if (flavour !== 'pyarrow' && kind === 'Table') call(encoder);
  encoder.remember(value, false);
}

function call(encoder: Encoder): void {
  encoder.pickle.tuple(1);
  encoder.pickle.reduce();
}

function writeStream(parts: readonly Uint8Array[], encoder: Encoder): void {
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
