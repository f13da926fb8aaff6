import type { Data, DataType } from 'apache-arrow';
import type { Arrow } from '../../artifact/arrow/library';

/** Reads a value of a chunk as a number; NaN where it is none. */
export type NumberReader = (index: number) => number;

/** How to read a column's values as numbers: moments as milliseconds since 1970, durations and times of day as milliseconds; null for other types. */
export function numberReader(arrow: Arrow, type: DataType): ((data: Data) => NumberReader) | null {
  const { DataType } = arrow;
  if (DataType.isInt(type)) return type.bitWidth < 64 ? plain : wide(1);
  if (DataType.isFloat(type)) return type.precision === arrow.Precision.HALF ? half : plain;
  if (DataType.isDecimal(type)) return decimal(type.bitWidth / 32, type.scale);
  if (DataType.isDate(type)) return type.unit === arrow.DateUnit.DAY ? days : wide(1);
  if (DataType.isTimestamp(type) || DataType.isDuration(type)) return wide(millisecondsIn(arrow, type.unit));
  if (DataType.isTime(type))
    return type.bitWidth === 64 ? wide(millisecondsIn(arrow, type.unit)) : scaled(millisecondsIn(arrow, type.unit));
  return null;
}

/** Whether a type's values are numbers or have the order and distances of numbers. */
export function isNumeric(arrow: Arrow, type: DataType): boolean {
  return numberReader(arrow, type) !== null;
}

function millisecondsIn({ TimeUnit }: Arrow, unit: number): number {
  return { [TimeUnit.SECOND]: 1000, [TimeUnit.MILLISECOND]: 1, [TimeUnit.MICROSECOND]: 1e-3, [TimeUnit.NANOSECOND]: 1e-6 }[unit] ?? 1;
}

function plain(data: Data): NumberReader {
  const values = data.values as Float64Array;
  return index => values[index] ?? NaN;
}

function scaled(factor: number): (data: Data) => NumberReader {
  return data => {
    const values = data.values as Int32Array;
    return index => (values[index] ?? NaN) * factor;
  };
}

const millisecondsADay = 86_400_000;

/** Dates in days are 32 bits wide. */
function days(data: Data): NumberReader {
  return scaled(millisecondsADay)(data);
}

/** 64 bits, signed or not as their array is; read as two halves, which is much faster than as a bigint. */
function wide(factor: number): (data: Data) => NumberReader {
  return data => {
    const { buffer, byteOffset, byteLength } = data.values as Uint8Array;
    const low = new Uint32Array(buffer, byteOffset, byteLength >> 2);
    const high = data.values instanceof BigUint64Array ? low : new Int32Array(buffer, byteOffset, byteLength >> 2);
    return index => ((high[index * 2 + 1] ?? 0) * 4_294_967_296 + (low[index * 2] ?? 0)) * factor;
  };
}

function decimal(words: number, scale: number): (data: Data) => NumberReader {
  return data => {
    const { buffer, byteOffset, byteLength } = data.values as Uint8Array;
    const low = new Uint32Array(buffer, byteOffset, byteLength >> 2);
    const high = new Int32Array(buffer, byteOffset, byteLength >> 2);
    return index => {
      let value = high[index * words + words - 1] ?? 0;
      for (let at = words - 2; at >= 0; at--) value = value * 4_294_967_296 + (low[index * words + at] ?? 0);
      return value / 10 ** scale;
    };
  };
}

function half(data: Data): NumberReader {
  const bits = data.values as Uint16Array;
  return index => {
    const value = bits[index] ?? 0;
    const [exponent, fraction] = [(value >> 10) & 31, value & 1023];
    const size =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent === 31
          ? fraction === 0
            ? Infinity
            : NaN
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return value >= 0x8000 ? -size : size;
  };
}
