import type { Encoder } from './encoder';
import { tryAgain, type Region } from './knowledge';
import { refuse } from './refusal';

/**
 * The stretch of its buffer that a view is written with. A Buffer of node's gets just what Buffers that overlap with it cover, since it
 * lies in a pool with strangers; every other view gets the whole buffer.
 */
export function regionOfView(view: ArrayBufferView, encoder: Encoder): Region {
  const { buffer, byteOffset: start, byteLength } = view;
  if (!Buffer.isBuffer(view)) return regionOfBuffer(buffer, encoder);
  const regions = regionsOf(buffer, encoder);
  const near = regions.filter(region => overlaps(region, start, start + byteLength));
  const inside = near.find(region => region.start <= start && start + byteLength <= region.end);
  if (inside !== undefined) return inside;
  const region = mergeRegions(buffer, near, start, start + byteLength);
  encoder.knowledge.regions.set(buffer, [...regions.filter(item => !near.includes(item)), region]);
  return near.length > 0 ? tryAgain() : region;
}

/** The whole buffer as a region. */
export function regionOfBuffer(buffer: ArrayBufferLike, encoder: Encoder): Region {
  if ('resizable' in buffer && buffer.resizable === true)
    refuse('a resizable ArrayBuffer', 'Copy it to one of a fixed size: buffer.slice().');
  const regions = regionsOf(buffer, encoder);
  const [first] = regions;
  if (first?.start === 0 && first.end === buffer.byteLength && regions.length === 1) return first;
  const whole = { buffer, start: 0, end: buffer.byteLength, shared: regions.length > 0 };
  encoder.knowledge.regions.set(buffer, [whole]);
  return regions.length > 0 ? tryAgain() : whole;
}

/** Says that `user` (a view, or the buffer itself) lies on the region; a second user makes it shared. */
export function useRegion(region: Region, user: object, encoder: Encoder): void {
  const first = encoder.regionUsers.get(region);
  if (first === undefined) encoder.regionUsers.set(region, user);
  else if (first !== user && !region.shared) {
    region.shared = true;
    tryAgain();
  }
}

function regionsOf(buffer: ArrayBufferLike, encoder: Encoder): Region[] {
  return encoder.knowledge.regions.get(buffer) ?? [];
}

function mergeRegions(buffer: ArrayBufferLike, near: readonly Region[], start: number, end: number): Region {
  return {
    buffer,
    start: Math.min(start, ...near.map(region => region.start)),
    end: Math.max(end, ...near.map(region => region.end)),
    shared: near.length > 0
  };
}

function overlaps(region: Region, start: number, end: number): boolean {
  return region.start < end && start < region.end;
}
