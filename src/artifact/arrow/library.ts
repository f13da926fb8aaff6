import type { CodeContext } from '../artifact';
import type { ArrowValue } from './recognise';

/** apache-arrow, whichever copy. */
export type Arrow = typeof import('apache-arrow');

/** The copy of apache-arrow for decoding: the user's when there is one. Loaded only now, since that takes 60 ms. */
export function arrowLibrary(code: CodeContext): Arrow {
  return code.arrow?.() ?? ownLibrary();
}

/** This package's own copy, which writes. */
export function ownLibrary(): Arrow {
  return require('apache-arrow') as Arrow;
}

/** True for a value that this very copy of apache-arrow made: its `instanceof` holds for other copies' values too. */
export function isFrom(arrow: Arrow, value: ArrowValue): boolean {
  return [arrow.Table, arrow.RecordBatch, arrow.Vector].some(kind => Object.prototype.isPrototypeOf.call(kind.prototype, value));
}
