import type { Codec, Encoder } from './encoder';
import { refuse } from './refusal';

/** A function that has no address. */
export function encodeFunction(value: object, encoder: Encoder): Codec {
  void encoder;
  return refuse(
    `a function (${String(Reflect.get(value, 'name'))}) that no cell defines at its top level`,
    'Define it at the top level of a cell.'
  );
}
