import { before } from '../notes';
import type { PickleWriter } from '../pickle/pickle-writer';
import type { Codec, Encoder } from './encoder';
import { readOwnProperties, writeExtraProperties } from './own-properties';
import { isBareDate } from './plain-row';
import { classOf, writePrototype, type Found } from './prototype';

/** A datetime in UTC; None, with the truth in a note, when it is invalid or outside of Python's years 1 to 9999. */
export function* encodeDate(date: Date, encoder: Encoder): Codec {
  const isBare = isBareDate(date);
  const found: Found = isBare ? { kind: 'usual' } : classOf(date, Date.prototype, encoder);
  const address = found.kind === 'class' ? found.address : '';
  const time = Date.prototype.getTime.call(date);
  const state = datetimeState(time);
  if (state === null) {
    encoder.note(before.date, address, time);
    encoder.pickle.none();
  } else writeDatetime(state, address, encoder);
  encoder.remember(date);
  if (isBare) return;
  yield* writePrototype(found, encoder);
  yield* writeExtraProperties(readOwnProperties(date), encoder);
}

function writeDatetime(state: Uint8Array, address: string, encoder: Encoder): void {
  const { pickle } = encoder;
  pickle.global('datetime', 'datetime');
  pickle.bytes(state);
  pickle.once('utc', () => writeUtc(pickle));
  pickle.tuple(2);
  encoder.note(before.date, address);
  pickle.reduce();
}

function writeUtc(pickle: PickleWriter): void {
  pickle.global('datetime', 'timezone');
  pickle.global('datetime', 'timedelta');
  pickle.number(0);
  pickle.tuple(1);
  pickle.reduce();
  pickle.tuple(1);
  pickle.reduce();
}

/** The ten bytes of `datetime.__reduce__`: year, month, day, hour, minute, second, microseconds. */
function datetimeState(time: number): Uint8Array | null {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  if (Number.isNaN(time) || year < 1 || year > 9999) return null;
  const micros = date.getUTCMilliseconds() * 1000;
  return Uint8Array.of(
    year >> 8,
    year & 255,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    micros >> 16,
    (micros >> 8) & 255,
    micros & 255
  );
}
