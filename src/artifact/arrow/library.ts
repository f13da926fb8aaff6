import type { CodeContext } from '../artifact';
import { refuse } from '../encode/refusal';
import type { ArrowValue } from './recognise';

/** apache-arrow, whichever copy. */
export type Arrow = typeof import('apache-arrow');

/** The copy of apache-arrow for decoding: the user's when there is one. Loaded only now, since that takes 60 ms. */
export function arrowLibrary(code: CodeContext): Arrow {
  return code.arrow?.() ?? ownLibrary();
}

/**
 * The copy of apache-arrow that made the value: another copy's writer would not know its classes.
 * @throws HeadwaterError HW301 when that copy cannot be found
 */
export function libraryOf(value: ArrowValue, code: CodeContext): Arrow {
  const isFrom = (arrow: Arrow): boolean => [arrow.Table, arrow.RecordBatch, arrow.Vector].some(each => isInstance(value, each));
  const found = [code.arrow?.(), ...loadedLibraries(), ownLibrary()].find(arrow => arrow !== undefined && isFrom(arrow));
  return (
    found ??
    refuse(
      'a table of a copy of apache-arrow that cannot be found',
      "Import 'apache-arrow' at the top level of a cell, and make the table with that."
    )
  );
}

/** Plain inheritance: the library's own `instanceof` takes objects of other copies for its own, and its writer then drops their data. */
function isInstance(value: object, made: { readonly prototype: object }): boolean {
  return Object.prototype.isPrototypeOf.call(made.prototype, value);
}

function ownLibrary(): Arrow {
  return require('apache-arrow') as Arrow;
}

function loadedLibraries(): Arrow[] {
  return Object.values(require.cache).flatMap(module => {
    const exports: unknown = module?.exports;
    return isLibrary(exports) ? [exports] : [];
  });
}

function isLibrary(exports: unknown): exports is Arrow {
  return (
    typeof exports === 'object' &&
    exports !== null &&
    ['Table', 'RecordBatch', 'RecordBatchStreamWriter'].every(name => Object.hasOwn(exports, name))
  );
}
