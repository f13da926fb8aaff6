/** Arrow's units of time: seconds, milliseconds, microseconds, nanoseconds. */
const digits = [0, 3, 6, 9];

const secondsOfDay = 86_400n;

/** Days since 1970 as `2024-02-29`. */
export function dateText(days: bigint): string {
  const { year, month, day } = civil(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

/** Units since 1970 as `2024-02-29T12:34:56.123456789`, with a `Z` when the column has a time zone: the instant is the same in all of them. */
export function timestampText(value: bigint, unit: number, zone: string | null): string {
  const perSecond = 10n ** BigInt(digits[unit] ?? 0);
  const seconds = floorDivide(value, perSecond);
  const days = floorDivide(seconds, secondsOfDay);
  const rest = (seconds - days * secondsOfDay) * perSecond + (value - seconds * perSecond);
  return `${dateText(days)}T${timeText(rest, unit)}${zone === null ? '' : 'Z'}`;
}

/** Units since midnight as `12:34:56.123`. */
export function timeText(value: bigint, unit: number): string {
  const places = digits[unit] ?? 0;
  const perSecond = 10n ** BigInt(places);
  const seconds = value / perSecond;
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  return places === 0 ? clock : `${clock}.${String(value % perSecond).padStart(places, '0')}`;
}

/** Units as an ISO duration in seconds: `PT1.5S`, `-PT0.000001S`. */
export function durationText(value: bigint, unit: number): string {
  const perSecond = 10n ** BigInt(digits[unit] ?? 0);
  const size = value < 0n ? -value : value;
  const fraction = (digits[unit] ?? 0) === 0 ? '' : `.${String(size % perSecond).padStart(digits[unit] ?? 0, '0')}`.replace(/\.?0+$/, '');
  return `${value < 0n ? '-' : ''}PT${size / perSecond}${fraction}S`;
}

/** Arrow's three kinds of calendar intervals (months; days and milliseconds; months, days and nanoseconds) as ISO durations. */
export function intervalText(parts: Int32Array, unit: number): string {
  const [first = 0, second = 0] = parts;
  if (unit === 1) return `P${first}DT${fixed(BigInt(second), 3)}S`;
  if (unit !== 2) return parts.length === 1 ? `P${first}M` : `P${first}Y${second}M`;
  const nanoseconds = new DataView(parts.buffer, parts.byteOffset, parts.byteLength).getBigInt64(8, true);
  return `P${first}M${second}DT${fixed(nanoseconds, 9)}S`;
}

function fixed(value: bigint, places: number): string {
  const text = String(value < 0n ? -value : value).padStart(places + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar, by eras of 400 years that begin in March. */
function civil(days: bigint): { readonly year: bigint; readonly month: bigint; readonly day: bigint } {
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, 146_097n);
  const ofEra = shifted - era * 146_097n;
  const yearOfEra = (ofEra - ofEra / 1460n + ofEra / 36_524n - ofEra / 146_096n) / 365n;
  const ofYear = ofEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const shiftedMonth = (5n * ofYear + 2n) / 153n;
  const month = shiftedMonth < 10n ? shiftedMonth + 3n : shiftedMonth - 9n;
  return { year: yearOfEra + era * 400n + (month <= 2n ? 1n : 0n), month, day: ofYear - (153n * shiftedMonth + 2n) / 5n + 1n };
}

/** ISO 8601 wants a sign and six digits beyond four. */
function yearText(year: bigint): string {
  if (year >= 0n && year <= 9999n) return String(year).padStart(4, '0');
  return `${year < 0n ? '-' : '+'}${String(year < 0n ? -year : year).padStart(6, '0')}`;
}

function two(value: bigint): string {
  return String(value).padStart(2, '0');
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}
