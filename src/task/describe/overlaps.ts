import { types } from 'node:util';
import { buffersOf } from '../../artifact/arrow/memory';
import { isArrow } from '../../artifact/arrow/recognise';
import type { Surroundings } from './children';
import type { Variable } from './description';

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly place: string;
}

/**
 * Tells of a stretch of a buffer which earlier one lies on the same bytes; the buffers of Arrow tables are left out, because tables never change.
 * `path`: where the view was met.
 */
export function overlaps(variables: readonly Variable[], path: () => string): Surroundings['overlap'] {
  const known = new WeakMap<ArrayBufferLike, Stretch[]>();
  const ofTables = tableBuffers(variables);
  return (buffer, start, byteLength) => {
    if (byteLength === 0 || ofTables.has(buffer)) return null;
    const stretches = known.get(buffer) ?? [];
    known.set(buffer, stretches);
    const found = stretches.find(each => each.start < start + byteLength && start < each.end);
    // Many views on one buffer would make this slow; those after the first thousand are compared with these.
    if (stretches.length < 1000) stretches.push({ start, end: start + byteLength, place: path() });
    return found === undefined ? null : `shares bytes with ${found.place}, ${start - found.start} after its beginning`;
  };
}

function tableBuffers(variables: readonly Variable[]): ReadonlySet<ArrayBufferLike> {
  const found = new Set<ArrayBufferLike>();
  for (const { read } of variables) {
    const value = valueOf(read);
    if (typeof value !== 'object' || value === null || types.isProxy(value) || !isArrow(value)) continue;
    for (const buffer of buffersOf(value)) found.add(buffer);
  }
  return found;
}

function valueOf(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
