import type { PythonCall } from './python-call';
import { PythonNumber, Unfinished } from './python-values';
import { momentFromMicros } from './datetime-calls';
import { isObject } from './value-kinds';

/** Types of Python's standard library and of Metaflow, where a pickle calls them. */
export const libraryCalls: Readonly<Record<string, PythonCall>> = {
  'decimal.Decimal': ([text]) => (typeof text === 'string' ? new PythonNumber('Decimal', text) : undefined),
  'fractions.Fraction': ([numerator, denominator]) =>
    typeof numerator === 'string' || denominator === undefined
      ? new PythonNumber('Fraction', String(numerator))
      : new PythonNumber('Fraction', `${String(numerator)}/${String(denominator)}`),
  'uuid.UUID': args => new Unfinished('uuid.UUID', args, uuidText),
  'pathlib.PurePosixPath': posixPath,
  'pathlib.PosixPath': posixPath,
  'pathlib.PureWindowsPath': windowsPath,
  'pathlib.WindowsPath': windowsPath,
  'pandas._libs.tslibs.timestamps._unpickle_timestamp': ([value, , zone, unit]) => pandasTimestamp(value, zone, unit),
  '__main__.ForeachFrame': foreachFrame,
  'metaflow.task.ForeachFrame': foreachFrame,
  'metaflow.unbounded_foreach.ForeachFrame': foreachFrame
};

function uuidText(state: unknown): unknown {
  const value: unknown = isObject(state) ? Reflect.get(state, 'int') : undefined;
  if (typeof value !== 'bigint' && typeof value !== 'number') return state;
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function posixPath(parts: readonly unknown[]): string {
  return (
    parts
      .map(String)
      .join('/')
      .replace(/^\/\/+/, '/') || '.'
  );
}

function windowsPath(parts: readonly unknown[]): string {
  return parts.map(String).join('\\').replace(/\\\\+/g, '\\') || '.';
}

/** One level of a Metaflow task's place in nested foreach steps; old ones have no `value`. */
function foreachFrame([step, variable, splits, index, ...value]: readonly unknown[]): unknown {
  return { step, var: variable, num_splits: splits, index, ...(value.length === 0 ? {} : { value: value[0] }) };
}

/** Units of a pandas Timestamp, as parts of a microsecond: 7 seconds, 8 ms, 9 µs, 10 ns. */
const perMicro: Readonly<Record<number, readonly [bigint, bigint]>> = { 7: [1_000_000n, 1n], 8: [1000n, 1n], 9: [1n, 1n], 10: [1n, 1000n] };

function pandasTimestamp(value: unknown, zone: unknown, unit: unknown): unknown {
  const [times, parts] = perMicro[Number(unit ?? 10)] ?? [0n, 1n];
  if ((typeof value !== 'number' && typeof value !== 'bigint') || times === 0n) return undefined;
  const scaled = BigInt(value) * times;
  return scaled % parts === 0n ? momentFromMicros(scaled / parts, zone ?? null) : undefined;
}
