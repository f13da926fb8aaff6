/** A place in generated code or in its source; both count from 0. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Source place of a generated place, by the last mapping at or before it on its line; null when that line has none before it.
 * `mappings` is the `mappings` string of a version 3 source map with a single source.
 */
export function originalPlace(mappings: string, at: Place): Place | null {
  const lines = mappings.split(';');
  let line = 0;
  let column = 0;
  let found: Place | null = null;
  for (let index = 0; index <= Math.min(at.line, lines.length - 1); index++) {
    let generated = 0;
    for (const segment of (lines[index] ?? '').split(',')) {
      const fields = decodeFields(segment);
      generated += fields[0] ?? 0;
      if (fields.length < 4) continue;
      line += fields[2] ?? 0;
      column += fields[3] ?? 0;
      if (index === at.line && generated <= at.column) found = { line, column };
    }
  }
  return found;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base 64 variable-length quantities: five bits a digit, low first, 32 says that more follow, the lowest bit of the sum is the sign. */
function decodeFields(segment: string): number[] {
  const fields: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    fields.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return fields;
}
