import type { Message, MessageHeader, RecordBatch, Table, Vector } from 'apache-arrow';
import type { Arrow } from './library';

/** Messages and buffers begin at multiples of this, as Arrow recommends, counted from the stream's start. */
const alignment = 64;

/** The table as an Arrow IPC stream, in parts: the table's own buffers are parts and not copied. */
export function ipcStreamParts(table: Table, arrow: Arrow): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const Writer = class extends arrow.RecordBatchStreamWriter {
    protected override _write(chunk: ArrayBufferView): this {
      if (!this._started || chunk.byteLength === 0) return this;
      parts.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      this._position += chunk.byteLength;
      return this;
    }

    protected override _writeMessage<T extends MessageHeader>(message: Message<T>): this {
      return super._writeMessage(message, alignment);
    }

    protected override _assembleRecordBatch(batch: RecordBatch | Vector) {
      const assembled = super._assembleRecordBatch(batch);
      return { ...assembled, byteLength: align(assembled.bufferRegions, assembled.buffers) };
    }

    protected override _writeBodyBuffers(buffers: ArrayBufferView[]): this {
      for (const buffer of buffers) {
        this._write(buffer);
        this._writePadding(padded(buffer.byteLength) - buffer.byteLength);
      }
      return this;
    }
  };
  new Writer().write(table);
  return parts;
}

/** Moves the regions to aligned offsets; returns the body's length. */
function align(regions: readonly object[], buffers: readonly ArrayBufferView[]): number {
  let offset = 0;
  buffers.forEach((buffer, i) => {
    Object.assign(regions[i] ?? {}, { offset, length: buffer.byteLength });
    offset += padded(buffer.byteLength);
  });
  return offset;
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
