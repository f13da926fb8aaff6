import { inspect } from 'node:util';

/** A numpy array that is no plain row of numbers: several dimensions, or elements that no typed array holds. */
export class NdArray {
  /** numpy's name of the elements' type, e.g. `<f8`, `|b1`, `<M8[ns]`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** The last index varies fastest (`C`) or the first (`F`). */
  readonly order: 'C' | 'F';
  /** All elements in a row, in `order`. */
  readonly data: ArrayLike<unknown>;

  constructor(dtype: string, shape: readonly number[], order: 'C' | 'F', data: ArrayLike<unknown>) {
    this.dtype = dtype;
    this.shape = shape;
    this.order = order;
    this.data = data;
  }

  /** The element at these indexes. */
  at(...indexes: readonly number[]): unknown {
    const axes = indexes.map((_, axis) => (this.order === 'C' ? axis : indexes.length - 1 - axis));
    return this.data[axes.reduce((offset, axis) => offset * (this.shape[axis] ?? 0) + (indexes[axis] ?? 0), 0)];
  }

  [inspect.custom](): string {
    return `NdArray ${this.shape.join(' × ')} of ${this.dtype} ${inspect(this.data)}`;
  }
}
