import { streamOf } from '../arrow-envelope';
import { isTable, isVector, type ArrowValue } from '../arrow/recognise';
import { writeAligned } from './aligned-bytes';
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
  writeAligned(parts, encoder);
  call(encoder);
  call(encoder);
  if (kind === 'Vector') {
    pickle.number(0);
    pickle.tuple(2);
    pickle.reduce();
  } else if (flavour !== 'pyarrow' && kind === 'Table') call(encoder);
  encoder.tables.push(value);
  encoder.remember(value, false);
}

function call(encoder: Encoder): void {
  encoder.pickle.tuple(1);
  encoder.pickle.reduce();
}
