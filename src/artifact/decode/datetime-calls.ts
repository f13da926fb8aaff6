import type { PythonCall } from './python-call';
import { PythonTime } from './python-values';

/** Module datetime, and zones. A moment with a known offset and whole milliseconds is a Date; everything else a PythonTime. */
export const datetimeCalls: Readonly<Record<string, PythonCall>> = {
  'datetime.datetime': ([state, zone]) => decodeDatetime(bytesOf(state), zone ?? null),
  'datetime.date': ([state]) => decodeDate(bytesOf(state)),
  'datetime.time': ([state, zone]) => decodeTime(bytesOf(state), zone ?? null),
  'datetime.timedelta': ([days = 0, seconds = 0, micros = 0]) => timedelta(Number(days), Number(seconds), Number(micros)),
  'datetime.timezone': ([offset, name]) => timezone(offset, name),
  'zoneinfo.ZoneInfo._unpickle': ([name]) => new PythonTime('timezone', String(name), []),
  'pytz._p': ([name, offset]) => new PythonTime('timezone', String(name), typeof offset === 'number' ? [offset] : []),
  'pytz._UTC': () => new PythonTime('timezone', 'UTC', [0]),
  'dateutil.tz.tz.tzutc': () => new PythonTime('timezone', 'UTC', [0]),
  'builtins.getattr': ([target, name]) =>
    String(Reflect.get(Object(target) as object, 'className')) === 'zoneinfo.ZoneInfo' && name === '_unpickle' ? target : undefined,
  'zoneinfo.ZoneInfo': ([name]) => new PythonTime('timezone', String(name), [])
};

/** The state may be a str of Latin-1 (protocol 2 of Python 2). */
function bytesOf(state: unknown): Buffer | null {
  if (typeof state === 'string') return Buffer.from(state, 'latin1');
  return Buffer.isBuffer(state) ? state : null;
}

function decodeDatetime(state: Buffer | null, zone: unknown): unknown {
  if (state === null || state.length !== 10) return undefined;
  const [high = 0, low = 0, month = 0, ...rest] = state;
  const [day = 0, hour = 0, minute = 0, second = 0] = rest;
  // The month's highest bit is `fold`: the second of two moments that clocks show alike.
  const fields = [high * 256 + low, month & 127, day, hour, minute, second, state.readUIntBE(7, 3)];
  const offset = offsetOf(zone);
  if (offset !== null && state.readUIntBE(7, 3) % 1000 === 0 && month < 128) return dateOf(fields, offset);
  return new PythonTime('datetime', `${dayText(fields)}T${clockText(fields.slice(3))}${zoneText(zone)}`, fields, zone);
}

/** A moment in UTC: a Date, or a PythonTime when it has no zone, no fixed one, or parts of a millisecond. */
export function momentFromMicros(micros: bigint, zone: unknown): unknown {
  const millis = Number(micros / 1000n) - (micros % 1000n < 0n ? 1 : 0);
  const rest = Number(((micros % 1000n) + 1000n) % 1000n);
  if (zone !== null && rest === 0) return new Date(millis);
  const offset = zone === null ? 0 : offsetOf(zone);
  if (offset === null) return undefined;
  const local = new Date(millis + offset * 1000);
  const fields = [
    local.getUTCFullYear(),
    local.getUTCMonth() + 1,
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
    local.getUTCMilliseconds() * 1000 + rest
  ];
  return new PythonTime('datetime', `${dayText(fields)}T${clockText(fields.slice(3))}${zoneText(zone)}`, fields, zone);
}

function decodeDate(state: Buffer | null): unknown {
  if (state === null || state.length !== 4) return undefined;
  const [high = 0, low = 0, month = 0, day = 0] = state;
  return new PythonTime('date', dayText([high * 256 + low, month, day]), [high * 256 + low, month, day]);
}

function decodeTime(state: Buffer | null, zone: unknown): unknown {
  if (state === null || state.length !== 6) return undefined;
  const [hour = 0, minute = 0, second = 0] = state;
  const fields = [hour & 127, minute, second, state.readUIntBE(3, 3)];
  return new PythonTime('time', clockText(fields) + zoneText(zone), fields, zone);
}

function timedelta(days: number, seconds: number, micros: number): PythonTime {
  return new PythonTime('timedelta', `${days} days ${seconds + micros / 1e6} s`, [days, seconds, micros]);
}

function timezone(offset: unknown, name: unknown): unknown {
  if (!(offset instanceof PythonTime) || offset.kind !== 'timedelta') return undefined;
  const [days = 0, seconds = 0] = offset.fields;
  const total = days * 86400 + seconds;
  return new PythonTime('timezone', typeof name === 'string' ? name : total === 0 ? 'UTC' : `UTC${offsetText(total)}`, [total]);
}

/** Seconds east of UTC; null when the zone is none, or one whose offset changes. */
function offsetOf(zone: unknown): number | null {
  if (!(zone instanceof PythonTime)) return null;
  return zone.fields[0] ?? (zone.text === 'UTC' ? 0 : null);
}

function dateOf([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, micros = 0]: readonly number[], offset: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, micros / 1000);
  return new Date(date.getTime() - offset * 1000);
}

function dayText([year = 0, month = 0, day = 0]: readonly number[]): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function clockText([hour = 0, minute = 0, second = 0, micros = 0]: readonly number[]): string {
  return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${micros === 0 ? '' : `.${pad(micros, 6)}`}`;
}

function zoneText(zone: unknown): string {
  const offset = offsetOf(zone);
  if (offset !== null) return offsetText(offset);
  return zone instanceof PythonTime ? `[${zone.text}]` : '';
}

function offsetText(seconds: number): string {
  const minutes = Math.abs(Math.trunc(seconds / 60));
  return `${seconds < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
