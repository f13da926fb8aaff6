import type { RecordBatch, Table, Vector } from 'apache-arrow';

/** What of apache-arrow is stored as Arrow data. */
export type ArrowValue = Table | RecordBatch | Vector;

/** Tells tables, batches and vectors of any copy of apache-arrow, without loading it. */
export function isArrow(value: object): value is ArrowValue {
  return isTable(value) || isRecordBatch(value) || isVector(value);
}

/** A Table. */
export function isTable(value: object): value is Table {
  return hasOwnArray(value, 'batches') && Object.hasOwn(value, 'schema') && inherits(value, 'numRows');
}

/** A RecordBatch. */
export function isRecordBatch(value: object): value is RecordBatch {
  return Object.hasOwn(value, 'schema') && Object.hasOwn(value, 'data') && inherits(value, 'numRows');
}

/** A Vector. */
export function isVector(value: object): value is Vector {
  return hasOwnArray(value, 'data') && Object.hasOwn(value, 'type') && Object.hasOwn(value, '_offsets') && inherits(value, 'nullCount');
}

function hasOwnArray(value: object, key: string): boolean {
  return Array.isArray(Reflect.getOwnPropertyDescriptor(value, key)?.value);
}

/** A class's prototype, not the object itself, has the property. */
function inherits(value: object, key: string): boolean {
  return !Object.hasOwn(value, key) && key in value;
}
